// The page of a job that is being read: asks how far it has come, and shows the result when it is over.

const EVERY = 700;
// what a screen reader is told, and how often
const SAY_EVERY = 10000;
const job = document.querySelector(".job");
const bar = job.querySelector("#bar");
const part = (id) => job.querySelector(`#${id}`);
let said = 0;

function show({ doing, done, total, last }) {
  part("doing").textContent = doing;
  part("last").firstElementChild.textContent = last;
  part("count").textContent = total ? `${done.toLocaleString("en")} of ${total.toLocaleString("en")}` : "";
  if (total) {
    bar.max = total;
    bar.value = done;
  } else {
    bar.removeAttribute("value");
  }
  if (Date.now() - said > SAY_EVERY) {
    said = Date.now();
    part("said").textContent = `${doing}: ${part("count").textContent}`;
  }
}

async function ask() {
  try {
    const answer = await fetch(`/add/${job.dataset.job}/progress`);
    if (!answer.ok) {
      location.reload();
      return;
    }
    const told = await answer.json();
    if (told.state === "done" || told.state === "failed") {
      location.reload();
      return;
    }
    show(told);
    setTimeout(ask, EVERY);
  } catch {
    part("doing").textContent = "the server does not answer; trying again";
    setTimeout(ask, 5 * EVERY);
  }
}

ask();
