/* Two small comforts on the receipt and on printable pages: <button data-print> prints,
   <button data-copy="text" data-copied="Copied."> copies. Both are hidden until this script runs. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.querySelector("[role=status]")?.append(button.dataset.copied);
  });
}
