// The form for adding: files can be dropped on it, and those that are chosen are named with their size.

const form = document.querySelector("form.add");
const input = form.querySelector("#files");
const zone = form.querySelector(".drop");
const chosen = form.querySelector(".chosen");

function tell() {
  chosen.replaceChildren(
    ...Array.from(input.files, (file) => {
      const line = document.createElement("li");
      const name = document.createElement("bdi");
      name.textContent = file.name;
      line.append(name, `, ${Math.ceil(file.size / 1000).toLocaleString("en")} kB`);
      return line;
    }),
  );
}

function isOver(event) {
  event.preventDefault();
  zone.classList.toggle("over", event.type === "dragover");
}

for (const type of ["dragover", "dragleave", "drop"]) {
  form.addEventListener(type, isOver);
}

form.addEventListener("drop", (event) => {
  const all = new DataTransfer();
  for (const file of [...input.files, ...event.dataTransfer.files]) {
    all.items.add(file);
  }
  input.files = all.files;
  tell();
});

input.addEventListener("change", tell);
// a page that comes back from history still has its files
tell();
