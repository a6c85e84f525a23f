// Comfort only: every page says all it has to say without this file.
"use strict";

// "/" leads to the search box, unless something is being typed.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  document.getElementById("find").select();
  document.getElementById("find").focus();
});
