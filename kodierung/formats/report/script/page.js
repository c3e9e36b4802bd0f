// What the address asks for is shown: `#passages?code=…`, `#transcript?name=…&turn=…`.
function showAsked(first) {
  const [section, rest] = location.hash.slice(1).split(/\?(.*)/s);
  const given = new URLSearchParams(rest ?? "");
  let place = rest === undefined && !first ? null : byId(`${section}-heading`);
  if (section === "passages" || first) showPassages(section === "passages" ? given : new URLSearchParams());
  if (transcriptForm && (section === "transcript" || first)) {
    const turn = showTranscript(section === "transcript" ? given : new URLSearchParams());
    if (turn) place = turn;
  }
  if (place) {
    place.scrollIntoView();
    place.focus({ preventScroll: true });
  }
}

preparePassages();
if (transcriptForm) prepareTranscript();
document.documentElement.classList.add("scripted");
showAsked(true);
addEventListener("hashchange", () => showAsked(false));
// Following the same link again changes no address, but the reader wants to be led there.
addEventListener("click", (event) => {
  const followed = event.target.closest?.("a[href^='#']");
  if (followed && followed.hash === location.hash) showAsked(false);
});
