// Dropping files onto the form, and watching them on their way into the ledger.
"use strict";

const drop = document.getElementById("drop");
const steps = document.getElementById("steps");

if (drop) {
  const files = document.getElementById("files");
  const chosen = document.getElementById("chosen");
  const tell = () => {
    const names = Array.from(files.files, (file) => file.name);
    if (names.length) chosen.textContent = names.join(", ");
  };
  files.addEventListener("change", tell);
  for (const name of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", name === "dragover");
    });
  }
  drop.addEventListener("drop", (event) => {
    files.files = event.dataTransfer.files;
    tell();
  });
}

if (steps) {
  const told = new EventSource(steps.dataset.steps);
  const show = (name, count) => {
    if (!count) return;
    const step = document.getElementById(`step-${name}`);
    step.classList.add("begun");
    if (typeof count === "number") step.querySelector("span").textContent = count;
  };
  told.addEventListener("message", (event) => {
    const now = JSON.parse(event.data);
    show("reading", now.reading);
    show("coding", now.coding);
    show("merging", now.merging);
    if (now.state === "done" || now.state === "failed") {
      told.close();
      location.reload();
    }
  });
}
