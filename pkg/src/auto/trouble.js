// The last error: told to the visitor in a sentence, to the site's owner with all there is to know.
import { hideNotice, showNotice } from './notice.js';
import { docsOf, tell } from './tell.js';

/** The elements that show it. */
export const PLACES = '[data-logto-error]';

export class Trouble {
  /** @param messages see `messages/index.js` */
  constructor(messages) {
    this.messages = messages;
    this.error = undefined;
  }

  /**
   * @param during what was done when it came, such as `sign-in`
   * @param isForVisitors whether it is anything to them
   */
  begin(error, during, isForVisitors) {
    const { code, message } = error;
    const text = this.messages.ofError(error);
    const docs = docsOf(error);

    if (isForVisitors) {
      this.error = error;
      this.text = text;
      this.showEverywhere();
    }

    console.error(`Logto: ${message}\n${code ?? error.name}: ${docs}`, error);

    const detail = { error, code, message, text, docs, during };

    // Who shows it otherwise says so by `preventDefault()`.
    if (tell('error', detail) && isForVisitors && !document.querySelector(PLACES)) {
      this.say(text);
    }
  }

  /** Something else is tried, or has worked. */
  end() {
    hideNotice();

    if (this.error) {
      this.error = this.text = undefined;
      this.showEverywhere();
    }
  }

  /** What the page has no place for. There is nothing to be done but to read it. */
  say(text) {
    showNotice(text, this.messages.text('close'), hideNotice, false);
  }

  /** The same with what there is to be done. */
  offer(text, does, press, isAlone) {
    showNotice(text, this.messages.text(does), press, isAlone);
  }

  showEverywhere() {
    for (const element of document.querySelectorAll(PLACES)) {
      this.show(element);
    }
  }

  show(element) {
    const { text = '' } = this;

    if (!element.hasAttribute('role')) {
      element.setAttribute('role', 'alert');
    }
    if (element.hidden !== !text) {
      element.hidden = !text;
    }
    if (element.textContent !== text) {
      element.textContent = text;
    }
  }
}
