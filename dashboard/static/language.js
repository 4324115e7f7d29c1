// Keeps <html lang>, by which screen readers choose their voice, equal to the language that the page marks as in use.
const root = document.documentElement;

function follow() {
  const marked = document.getElementById("page-language")?.lang;
  if (marked && root.lang !== marked) root.lang = marked;
}

new MutationObserver(follow).observe(root, { childList: true, subtree: true, attributeFilter: ["lang"] });
