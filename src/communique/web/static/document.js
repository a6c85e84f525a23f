// Pointing at a row marks its words, pointing at words marks their rows; quotes can be copied.
"use strict";

const rows = [...document.querySelectorAll("[data-records]:not(mark)")];
const marks = [...document.querySelectorAll("mark[data-records]")];

const ids = (one) => one.dataset.records.split(" ");
const shares = (one, wanted) => ids(one).some((id) => wanted.has(id));

function light(wanted) {
  for (const one of [...rows, ...marks]) one.classList.toggle("lit", shares(one, wanted));
}

function dark() {
  for (const one of document.querySelectorAll(".lit")) one.classList.remove("lit");
}

for (const one of [...rows, ...marks]) {
  one.addEventListener("pointerenter", () => light(new Set(ids(one))));
  one.addEventListener("pointerleave", dark);
}
for (const row of rows) {
  row.addEventListener("focusin", () => light(new Set(ids(row))));
  row.addEventListener("focusout", dark);
}

// What an address points at is shown on both sides.
function arrive() {
  const wanted = decodeURIComponent(location.hash.slice(1)).replace(/^at-/, "");
  if (!wanted) return;
  const row = rows.find((one) => ids(one).includes(wanted));
  const mark = marks.find((one) => ids(one).includes(wanted));
  if (!row && !mark) {
    otherPart(wanted);
    return;
  }
  light(new Set([wanted]));
  row?.scrollIntoView({ block: "nearest" });
  mark?.scrollIntoView({ block: "center" });
}

// A long text comes in parts; the server knows in which a record stands.
function otherPart(wanted) {
  const asked = new URLSearchParams(location.search);
  if (!document.querySelector(".pager") || asked.has("record")) return;
  location.replace(`?${new URLSearchParams({ record: wanted })}#${encodeURIComponent(wanted)}`);
}

addEventListener("hashchange", arrive);
arrive();

for (const quote of document.querySelectorAll(".cite")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(quote.querySelector(".citation").textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(quote.querySelector(".citation"));
      button.textContent = "Marked: copy it with your keyboard";
    }
  });
  quote.append(button);
}
