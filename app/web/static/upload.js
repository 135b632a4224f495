"use strict";
// Without script one kind applies to all files; with it each file gets its own, and the whole panel takes drops.
const input = document.getElementById("files");
const drop = document.getElementById("drop");
const chosen = document.getElementById("chosen");
const common = document.getElementById("kind");

const list = () => {
  chosen.replaceChildren(...[...input.files].map((file, index) => {
    const item = document.createElement("li");
    const name = document.createElement("label");
    const kind = common.cloneNode(true);
    kind.id = `kind-${index}`;
    kind.removeAttribute("aria-describedby");
    name.htmlFor = kind.id;
    name.textContent = `${file.name}（${Math.max(0.1, file.size / 1048576).toFixed(1)}MB）`;
    item.append(name, kind);
    return item;
  }));
  common.disabled = input.files.length > 0;
  document.getElementById("kind-field").hidden = common.disabled;
};

input.addEventListener("change", list);
for (const name of ["dragenter", "dragover"]) {
  drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
}
for (const name of ["dragleave", "drop"]) {
  drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.remove("over"); });
}
drop.addEventListener("drop", (event) => { input.files = event.dataTransfer.files; list(); });
