"use strict";
const panel = document.getElementById("progress");
const poll = async () => {
  try {
    const answer = await fetch(panel.dataset.status, { headers: { Accept: "application/json" } });
    const analysis = await answer.json();
    if (!answer.ok || ["succeeded", "failed", "cancelled"].includes(analysis.status)) {
      location.reload();
      return;
    }
    document.getElementById("bar").value = analysis.percent;
    document.getElementById("step").textContent = panel.dataset[analysis.step || "queued"];
  } catch {
    // The service is not reachable for the moment: ask again.
  }
  setTimeout(poll, 1000);
};
setTimeout(poll, 500);
