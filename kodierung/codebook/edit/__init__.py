"""A codebook file changed at the place: comments, order and quoting stay elsewhere.

* `script`: what is to change, in terms of keys and entries, and what comes of the data;
* `layout`: where keys and entries stand in the text;
* `writing`: new keys and entries as YAML;
* `patching`: a script carried out on the text;
* `places`: where codes stand, and what names them elsewhere in the file;
* `book`: a codebook file to be changed, and the check of what was written;
* `single`, `regroup`: add, rename, relabel, move; merge, split.
"""
