"""A small German pipeline, trained on sentences written for it, in TIGER's labels."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

_POS = {
    "ADJA": "ADJ",
    "ADJD": "ADV",
    "ADV": "ADV",
    "APPR": "ADP",
    "ART": "DET",
    "KON": "CCONJ",
    "KOUS": "SCONJ",
    "NN": "NOUN",
    "PIAT": "DET",
    "PPER": "PRON",
    "PRELS": "PRON",
    "PTKNEG": "PART",
    "PTKVZ": "ADP",
    "VAFIN": "AUX",
    "VMFIN": "VERB",
    "VVFIN": "VERB",
    "VVINF": "VERB",
    "VVPP": "VERB",
    "$.": "PUNCT",
    "$,": "PUNCT",
}

_WORDS = {
    "people": ("Leute|Leute", "Kunden|Kunde", "Träger|Träger", "Teens|Teenager"),
    "things": ("Kurs|Kurs", "Betrieb|Betrieb", "Markt|Markt"),
    "nothing": ("",),
}


def _filled() -> Iterator[str]:
    lines = (Path(__file__).parent / "sentences.txt").read_text("utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            list_name, _, frame = line.partition(" ")
            for word in _WORDS[list_name]:
                yield frame.replace("{}", word)


def _example(nlp: Language, sentence: str) -> Example:
    words = [word.split("|") for word in sentence.split()]
    forms = [form for form, *_ in words]
    doc = Doc(
        nlp.vocab,
        words=forms,
        lemmas=[lemma or form for form, lemma, *_ in words],
        tags=[word[2] for word in words],
        deps=[word[3] for word in words],
        heads=[int(word[4]) - 1 for word in words],
        sent_starts=[at == 0 for at in range(len(words))],
    )
    return Example(Doc(nlp.vocab, words=forms), doc)


def train(epochs: int = 25) -> Language:
    """Return the pipeline, trained; the same each time."""
    spacy.util.fix_random_seed(7)
    nlp = spacy.blank("de")
    nlp.meta["name"] = "kodierung_mikro"
    nlp.meta["version"] = "1.2.3"
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 32}
    encoder = {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "width": 32,
        "depth": 2,
        "embed_size": 500,
        "window_size": 1,
        "maxout_pieces": 2,
        "subword_features": True,
        "pretrained_vectors": None,
    }
    nlp.add_pipe("tok2vec", config={"model": encoder})
    tagged = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}
    nlp.add_pipe("tagger", config={"model": tagged})
    parsed = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": 32,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": listener,
    }
    nlp.add_pipe("parser", config={"model": parsed, "min_action_freq": 1})
    trees = {"model": tagged, "min_tree_freq": 1}
    nlp.add_pipe("trainable_lemmatizer", name="lemmatizer", config=trees)
    examples = [_example(nlp, sentence) for sentence in _filled()]
    optimizer = nlp.initialize(lambda: examples)
    shuffled = random.Random(7)
    for _ in range(epochs):
        shuffled.shuffle(examples)
        for at in range(0, len(examples), 8):
            nlp.update(examples[at : at + 8], sgd=optimizer)
    ruler = nlp.add_pipe("attribute_ruler")
    for tag, pos in _POS.items():
        ruler.add([[{"TAG": tag}]], {"POS": pos})
    return nlp


def install(nlp: Language, site: Path, name: str) -> None:
    """Put a pipeline into a folder as an installed package looks.

    Args:
        nlp: The pipeline.
        site: Stands for `site-packages`.
        name: Name of the package.
    """
    version = nlp.meta["version"]
    package = site / name
    package.mkdir(parents=True)
    nlp.to_disk(package / f"{name}-{version}")
    meta = {**nlp.meta, "lang": nlp.lang, "name": name.partition("_")[2]}
    (package / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    (package / "__init__.py").write_text(
        "from pathlib import Path\n"
        "from spacy.util import load_model_from_init_py\n"
        "def load(**overrides):\n"
        "    return load_model_from_init_py(Path(__file__), **overrides)\n",
        encoding="utf-8",
    )
    told = site / f"{name}-{version}.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8"
    )
