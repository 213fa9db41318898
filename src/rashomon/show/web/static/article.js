// An article that is open -> cards without loading the page again, layers in its address, keys from finding to finding.
// Without it everything works by links and the form.

const text = document.querySelector(".text");
const card = document.getElementById("card");
const form = document.querySelector(".side .layers");
const keys = document.getElementById("keys");
const path = `/articles/${text.dataset.document}`;
// what opens a card, in the order of the text
const OPENERS = "a.who, a.label, a.value";

const openers = () => [...text.querySelectorAll(OPENERS)].filter((a) => a.getClientRects().length);
const idOf = (link) => new URL(link.href).searchParams.get("finding");
const openerOf = (id) => [...text.querySelectorAll(OPENERS)].find((a) => idOf(a) === id);
const chosen = () => card.querySelector(".sheet")?.dataset.finding ?? null;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

let asked = 0;

async function show(id, { focus = true } = {}) {
  const mine = (asked += 1);
  const answer = await fetch(`${path}/card?finding=${encodeURIComponent(id)}`);
  if (mine !== asked) return;
  if (!answer.ok) {
    location.assign(`${path}?finding=${encodeURIComponent(id)}`);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  card.replaceChildren(...page.body.childNodes);
  dress();
  mark(id);
  if (focus) card.querySelector("h2").focus({ preventScroll: true });
}

function hide({ back = true } = {}) {
  const id = chosen();
  asked += 1;
  card.replaceChildren();
  mark(null);
  if (back && id) openerOf(id)?.focus({ preventScroll: true });
}

function mark(id) {
  for (const old of text.querySelectorAll(".chosen")) old.classList.remove("chosen");
  const place = id && document.getElementById(`f-${id}`);
  if (!place) return;
  place.classList.add("chosen");
  const { top, bottom } = place.getBoundingClientRect();
  // at the foot of a small window lies the card
  if (top < 60 || bottom > innerHeight * 0.5) place.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
}

function dress() {
  for (const button of card.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
}

function address(changed) {
  const here = new URL(location.href);
  for (const [name, value] of Object.entries(changed)) {
    if (value === null) here.searchParams.delete(name);
    else here.searchParams.set(name, value);
  }
  return here;
}

function go(id) {
  const here = address({ finding: id });
  // words by their permanent link have no card in their address: the article has
  if (id) here.pathname = path;
  here.hash = id ? `f-${id}` : "";
  history.pushState({ finding: id }, "", here.href.replaceAll("%2C", ",").replace(/#$/, ""));
  if (id) show(id);
  else hide();
}

function step(by) {
  const all = openers();
  const now = all.findIndex((a) => idOf(a) === chosen());
  const near = now < 0 ? all.findIndex((a) => a.getBoundingClientRect().top > 0) - (by > 0 ? 1 : 0) : now;
  const next = all[near + by];
  if (next) go(idOf(next));
}

document.addEventListener("click", async (event) => {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    await navigator.clipboard.writeText(new URL(copy.dataset.copy, location.href).href);
    copy.textContent = "Copied";
    return;
  }
  if (event.target.closest("a.close")) {
    event.preventDefault();
    go(null);
    return;
  }
  const link = event.target.closest("a[href]");
  const opens = link && new URL(link.href).pathname === path ? idOf(link) : null;
  if (opens) {
    event.preventDefault();
    go(opens);
    return;
  }
  if (link || !text.contains(event.target) || String(getSelection())) return;
  const place = event.target.closest('mark[id^="f-"], .deed[id^="f-"], .when[id^="f-"], .amount[id^="f-"]');
  const id = place?.id.slice(2);
  if (id && openerOf(id)) go(id);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && chosen()) {
    go(null);
    return;
  }
  if (!keys.checked || event.metaKey || event.ctrlKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
  if (event.key === "n" || event.key === "j") step(1);
  else if (event.key === "p" || event.key === "k") step(-1);
});

addEventListener("popstate", () => {
  const id = new URL(location.href).searchParams.get("finding");
  if (id) show(id, { focus: false });
  else hide({ back: false });
});

// layers act at once by the style; the address follows
form.addEventListener("change", (event) => {
  if (event.target === keys) {
    localStorage.setItem("keys", keys.checked ? "on" : "off");
    return;
  }
  const boxes = [...form.querySelectorAll("[name=layers][type=checkbox]")];
  const on = boxes.filter((box) => box.checked).map((box) => box.value).join(",");
  const here = address({ layers: on === form.dataset.usual ? null : on || "text" });
  history.replaceState(history.state, "", here.href.replaceAll("%2C", ","));
});

form.querySelector("button").hidden = true;
keys.closest("label").hidden = false;
keys.checked = localStorage.getItem("keys") !== "off";
text.classList.add("with-cards");
dress();
// beside the text there is room for it; above it, a reader opens it
if (!chosen() && matchMedia("(min-width: 75rem)").matches) for (const known of document.querySelectorAll(".known")) known.open = true;
document.getElementById("words")?.focus({ preventScroll: true });
