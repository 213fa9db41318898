// The form of a finding -> words are chosen in the text, and what stands at the places of a field is shown beside it.
// Without it, places are typed as numbers. Offsets count code points, and strings of this language do not.

const passage = document.getElementById("passage");
const paragraphs = [...passage.querySelectorAll("p[data-start]")].map((p) => ({
  node: p,
  start: Number(p.dataset.start),
  points: [...p.textContent],
}));

const count = (text) => [...text].length;

function offset(node, at) {
  const inside = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const place = paragraphs.find(({ node: p }) => p.contains(inside));
  if (!place) return null;
  const before = document.createRange();
  before.setStart(place.node, 0);
  before.setEnd(node, at);
  return place.start + count(before.toString());
}

function chosen() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const [first, last] = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
  if (first === null || last === null) return null;
  // who chooses by the mouse takes a blank with the words
  const text = selection.toString();
  const start = first + count(text) - count(text.trimStart());
  const end = last - (count(text) - count(text.trimEnd()));
  return start < end ? `${start}-${end}` : null;
}

function words(place) {
  const [start, end] = place.split("-").map(Number);
  return paragraphs
    .map(({ start: first, points }) => points.slice(Math.max(0, start - first), Math.max(0, end - first)).join(""))
    .filter(Boolean)
    .join(" ");
}

function tell(field) {
  const places = field.value.split(",").map((one) => one.trim());
  const output = document.querySelector(`output[for="${field.id}"]`);
  output.textContent = places.filter((one) => /^\d+-\d+$/.test(one)).map(words).filter(Boolean).join(" … ");
}

for (const field of document.querySelectorAll("[data-place]")) {
  tell(field);
  field.addEventListener("input", () => tell(field));
}

for (const button of document.querySelectorAll("[data-use]")) {
  button.hidden = false;
  // a button that takes the focus would take the choice with it
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const place = chosen();
    if (!place) return;
    const field = document.getElementById(button.dataset.use);
    field.value = place;
    tell(field);
  });
}
