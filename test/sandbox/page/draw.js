// Draws every diagram of the page, and says on the root element how many came out.
const diagrams = [...document.querySelectorAll("pre.mermaid")];
const dark = matchMedia("(prefers-color-scheme: dark)");

async function draw(diagram, index) {
  const source = (diagram.dataset.source ??= diagram.textContent);
  try {
    const { svg } = await mermaid.render(`diagram-${index}`, source);
    diagram.innerHTML = svg;
    // An instant that makes no sense is no error to the library: its bar has no length.
    if (diagram.querySelector('rect[width="0"], rect[width^="-"]') !== null) {
      throw new Error("A bar has no length.");
    }
    return true;
  } catch (error) {
    diagram.classList.add("undrawn");
    diagram.textContent = `${source}\n${error.message}`;
    return false;
  }
}

async function drawAll() {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    suppressErrorRendering: true,
    theme: dark.matches ? "dark" : "default",
  });
  let drawn = 0;
  // One after another: the library works on one diagram at a time.
  for (const [index, diagram] of diagrams.entries()) {
    if (await draw(diagram, index)) drawn += 1;
  }
  document.documentElement.dataset.diagrams = `${drawn} of ${diagrams.length}`;
}

dark.addEventListener("change", drawAll);
drawAll();
