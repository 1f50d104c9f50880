import { Converter } from 'typedoc';

/** The default export by the name that everybody gives it: no reader looks for `default`. */
export const load = ({ converter }) => {
  converter.on(Converter.EVENT_CREATE_DECLARATION, (_, reflection) => {
    if (reflection.name === 'default') {
      reflection.name = 'LogtoClient';
    }
  });
};
