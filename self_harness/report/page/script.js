"use strict";
const tip = document.getElementById("tip");
function show(event) {
  const marked = event.target.closest?.("[data-tip]");
  tip.hidden = !marked;
  if (!marked) return;
  tip.textContent = marked.dataset.tip;
  const at = marked.getBoundingClientRect(), size = tip.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left + at.width / 2 - size.width / 2), innerWidth - size.width - 8);
  const above = at.top - size.height - 8;
  tip.style.left = `${left}px`;
  tip.style.top = `${above < 8 ? at.bottom + 8 : above}px`;
}
for (const name of ["pointerover", "focusin"]) document.addEventListener(name, show);
document.addEventListener("focusout", () => { tip.hidden = true; });
document.addEventListener("scroll", () => { tip.hidden = true; }, true);
document.addEventListener("keydown", event => { if (event.key === "Escape") tip.hidden = true; });

const all = () => document.querySelectorAll("main details");
const toggle = document.getElementById("toggle");
if (toggle) toggle.hidden = false;
toggle?.addEventListener("click", () => {
  const open = toggle.getAttribute("aria-pressed") !== "true";
  for (const details of all()) details.open = open;
  toggle.setAttribute("aria-pressed", open);
});

let closed = [];
addEventListener("beforeprint", () => {
  closed = [...all()].filter(details => !details.open);
  for (const details of closed) details.open = true;
});
addEventListener("afterprint", () => { for (const details of closed) details.open = false; });

function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.matches("details")) target.open = true;
  if (target) for (const details of target.querySelectorAll("details.life")) details.open = true;
}
addEventListener("hashchange", reveal);
reveal();
