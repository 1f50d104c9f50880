// Styles of our own: no policy of a site forbids a sheet that a script makes.

/** Adds styles to a document, or to the shadow root that is given with its own place for them. */
export const addStyles = (root, text, place = root) => {
  try {
    const sheet = new CSSStyleSheet();

    sheet.replaceSync(text);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    // Before Firefox 101 and Safari 16.4.
    place.append(Object.assign(document.createElement('style'), { textContent: text }));
  }
};
