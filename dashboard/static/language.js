// Keeps <html lang>, by which screen readers choose their voice, equal to the language that the page marks as in use.
// One that differs from what the server sent was chosen by a person: it is remembered for the next visit.
const root = document.documentElement;

function follow() {
  const marked = document.getElementById("page-language")?.lang;
  if (!marked || root.lang === marked) return;
  root.lang = marked;
  document.cookie = `language=${marked}; Path=/; Max-Age=31536000; SameSite=Strict`;
}

new MutationObserver(follow).observe(root, { childList: true, subtree: true, attributeFilter: ["lang"] });

// The search for which trials were shown is gone after a reload: it begins with the questions, as their own address says.
if (new URLSearchParams(location.search).has("step")) history.replaceState({}, "", location.pathname);
