// Comfort for forms that correct: the name is remembered, and nothing is sent twice.
"use strict";

const KEPT = "communique-by";

function kept() {
  try {
    return localStorage.getItem(KEPT) || "";
  } catch {
    return "";
  }
}

function keep(name) {
  try {
    localStorage.setItem(KEPT, name);
  } catch {
    // A browser that keeps nothing asks again.
  }
}

for (const field of document.querySelectorAll("[data-remember=by]")) {
  field.value ||= kept();
  field.form.addEventListener("submit", (sending) => {
    keep(field.value);
    const button = sending.target.querySelector("button:not([type])");
    button.textContent = "Merging again …";
    button.setAttribute("aria-disabled", "true");
    sending.target.addEventListener("submit", (again) => again.preventDefault());
  });
}

// Ticking an account means that it is to be split off.
for (const box of document.querySelectorAll("input[name=account][form=correct]")) {
  box.addEventListener("change", () => {
    const form = document.getElementById("correct");
    form.elements.do.value = "split";
    form.closest("details").open = true;
  });
}
