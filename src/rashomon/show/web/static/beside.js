// Articles beside each other -> lines that join their shared passages, and texts that scroll together.
// Without it the texts stand in one page, and numbers lead from passage to passage.

const frame = document.querySelector(".texts");
const texts = [...frame.querySelectorAll(".beside-text")];
const svg = frame.querySelector(".joints");
const box = document.getElementById("together");
const wide = matchMedia("(min-width: 60rem)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

// [number, place in one text, place in another], the texts in their order from left to right
const joints = [];
for (const place of frame.querySelectorAll('.spot[id^="p-"]')) {
  const [, number, letter] = place.id.split("-");
  const known = joints.find((joint) => joint.number === number);
  const side = { text: texts.findIndex((text) => text.dataset.letter === letter), place };
  if (known) known.sides.push(side);
  else joints.push({ number, sides: [side] });
}

function draw() {
  if (!wide.matches) return;
  const origin = frame.getBoundingClientRect();
  const paths = [];
  for (const { number, sides } of joints) {
    if (sides.length !== 2 || Math.abs(sides[0].text - sides[1].text) !== 1) continue;
    const [left, right] = [...sides].sort((a, b) => a.text - b.text);
    const from = texts[left.text].getBoundingClientRect();
    const to = texts[right.text].getBoundingClientRect();
    const y = [left, right].map(({ place }) => place.getClientRects()[0]?.top + 10);
    if (y.some((at) => Number.isNaN(at)) || y.every((at) => at < from.top) || y.every((at) => at > from.bottom)) continue;
    const [y1, y2] = y.map((at) => Math.min(Math.max(at, from.top), from.bottom) - origin.top);
    const [x1, x2] = [from.right - origin.left + frame.scrollLeft, to.left - origin.left + frame.scrollLeft + 4];
    const bend = (x2 - x1) / 2;
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`);
    path.dataset.number = number;
    if (number === lit) path.classList.add("lit");
    paths.push(path);
  }
  svg.setAttribute("width", frame.scrollWidth);
  svg.replaceChildren(...paths);
}

// where the passages begin and end in a text and in another, from top to bottom: what lies between is stretched
function knots(here, there) {
  const at = (text, place, end) => {
    const rects = place.getClientRects();
    const rect = rects[end ? rects.length - 1 : 0];
    return rect ? rect[end ? "bottom" : "top"] - texts[text].getBoundingClientRect().top + texts[text].scrollTop : NaN;
  };
  const found = [[0, 0]];
  for (const { sides } of joints) {
    const own = sides.find((side) => side.text === here);
    const other = sides.find((side) => side.text === there);
    if (own && other) found.push([at(here, own.place, false), at(there, other.place, false)]);
  }
  found.push([texts[here].scrollHeight, texts[there].scrollHeight]);
  found.sort((a, b) => a[0] - b[0]);
  // what stands elsewhere in the other text would scroll it back
  return found.filter((knot, i) => found.slice(0, i).every((before) => before[1] <= knot[1]));
}

let leader = null;

function follow(here) {
  const middle = texts[here].clientHeight / 3;
  for (const there of texts.keys()) {
    if (there === here) continue;
    const known = knots(here, there);
    const y = texts[here].scrollTop + middle;
    const i = Math.max(1, known.findIndex((knot) => knot[0] > y));
    const [[y1, z1], [y2, z2]] = [known[i - 1], known[i]];
    const z = z1 + ((y - y1) / Math.max(1, y2 - y1)) * (z2 - z1);
    texts[there].scrollTop = texts[here].scrollTop <= 0 ? 0 : z - middle;
  }
}

let waits = false;
function onScroll(event) {
  const here = texts.indexOf(event.target);
  if (here >= 0 && box.checked && here === leader) follow(here);
  if (!waits) {
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      draw();
    });
  }
}

// only the text that a reader moves leads the others
for (const [number, text] of texts.entries()) {
  for (const act of ["pointerenter", "wheel", "touchstart", "focusin", "keydown"]) {
    text.addEventListener(act, () => { leader = number; }, { passive: true });
  }
}

let lit = null;
function light(number) {
  lit = number;
  for (const path of svg.children) path.classList.toggle("lit", path.dataset.number === number);
  for (const { number: own, sides } of joints) {
    for (const { place } of sides) place.querySelector(".joined")?.classList.toggle("lit", own === number);
  }
}

for (const link of frame.querySelectorAll("a.joint")) {
  const number = link.hash.split("-")[1];
  for (const act of ["pointerenter", "focus"]) link.addEventListener(act, () => light(number));
  for (const act of ["pointerleave", "blur"]) link.addEventListener(act, () => light(null));
  link.addEventListener("click", (event) => {
    if (!wide.matches) return;
    event.preventDefault();
    const place = document.getElementById(link.hash.slice(1));
    const there = texts.find((text) => text.contains(place));
    const here = texts.find((text) => text.contains(link));
    leader = null;
    // beside the passage that was asked from
    const y = link.getBoundingClientRect().top - here.getBoundingClientRect().top;
    there.scrollTo({ top: there.scrollTop + place.getClientRects()[0].top - there.getBoundingClientRect().top - y, behavior: calm.matches ? "auto" : "smooth" });
    history.replaceState(null, "", link.hash);
    place.querySelector("a.joint")?.focus({ preventScroll: true });
    light(number);
  });
}

box.addEventListener("change", () => {
  const here = new URL(location.href);
  if (box.checked) here.searchParams.delete("sync");
  else here.searchParams.set("sync", "off");
  history.replaceState(null, "", here);
});

function dress() {
  frame.classList.toggle("joining", wide.matches);
  box.closest("p").hidden = !wide.matches;
  draw();
}

if (calm.matches && !new URL(location.href).searchParams.has("sync")) box.checked = false;
frame.addEventListener("scroll", onScroll, { capture: true, passive: true });
addEventListener("resize", dress);
addEventListener("scroll", draw, { passive: true });
wide.addEventListener("change", dress);
dress();
document.fonts.ready.then(draw);
