// A cell of the matrix is a link to the same page with its words beside it: here the words come without leaving.

const card = () => document.getElementById("card");

async function show(address, keep) {
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  if (!answer.ok) { location.assign(address); return; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  card().replaceWith(document.adoptNode(page.getElementById("card")));
  const open = page.querySelector(".with-card").classList.contains("open");
  document.querySelector(".with-card").classList.toggle("open", open);
  mark(page.querySelector(".matrix td [aria-current]"));
  if (keep) history.pushState({}, "", address);
  if (open) card().focus({ preventScroll: isBeside() });
}

// the addresses of cells differ in nothing but the cell
function mark(open) {
  document.querySelector(".matrix td [aria-current]")?.removeAttribute("aria-current");
  const href = open?.getAttribute("href");
  if (href) document.querySelector(`.matrix td a[href="${CSS.escape(href)}"]`)?.setAttribute("aria-current", "true");
}

const isBeside = () => getComputedStyle(card()).position === "sticky";

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest(".matrix td a, .beside .close");
  if (!link) return;
  event.preventDefault();
  const closing = link.matches(".close");
  const cell = closing && document.querySelector(".matrix td [aria-current]");
  show(link.href, true).then(() => cell && cell.focus());
});

window.addEventListener("popstate", () => show(location.href, false));
