// A cell of the matrix is a link to the same page with its words beside it: here the words come without leaving.

const card = () => document.getElementById("card");
const isBeside = () => getComputedStyle(card()).position === "sticky";

// what the card shows, and how often one was asked for: an answer that comes too late is not shown
let shown = location.search;
let asked = 0;

async function show(address) {
  const turn = ++asked;
  const answer = await fetch(address).catch(() => null);
  if (turn !== asked) return false;
  if (!answer?.ok) {
    location.assign(address);
    return false;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const open = page.querySelector(".with-card").classList.contains("open");
  card().replaceWith(document.adoptNode(page.getElementById("card")));
  document.querySelector(".with-card").classList.toggle("open", open);
  mark(page);
  shown = new URL(address, location).search;
  return true;
}

// the same cells are open here as in the page that came
function mark(page) {
  for (const cell of document.querySelectorAll(".matrix td [aria-current]")) cell.removeAttribute("aria-current");
  const open = page.querySelector(".matrix td [aria-current]")?.getAttribute("href");
  if (!open) return;
  for (const cell of document.querySelectorAll(`.matrix td a[href="${CSS.escape(open)}"]`)) cell.setAttribute("aria-current", "true");
}

document.addEventListener("click", async (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest(".matrix td a, .beside .close");
  if (!link) return;
  event.preventDefault();
  const closed = link.matches(".close") && document.querySelector(".matrix td [aria-current]");
  if (!(await show(link.href))) return;
  history.pushState({}, "", link.href);
  if (closed) closed.focus();
  else card().focus({ preventScroll: isBeside() });
});

// a link inside the page changes its fragment alone, and no card
window.addEventListener("popstate", () => location.search === shown || show(location.href));
