// Pages that the panel counts: it asks by a key in storage, and every other page answers by one. None of them stays.

export const PING = 'logto_debug:ping';
export const PONG = 'logto_debug:pong:';

export const answerPanels = ({ key, newValue }) => {
  if (key === PING && newValue) {
    const pong = PONG + Math.random();

    try {
      localStorage.setItem(pong, '');
      localStorage.removeItem(pong);
    } catch {
      // Storage is full. It is counted without this page.
    }
  }
};
