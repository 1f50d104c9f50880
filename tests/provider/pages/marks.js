/**
 * Signs that are drawn: not every machine has a font with emoji in it.
 */
import { trusted } from '../../../examples/demo/html.js';

/** 🤗 */
export const huggingFaceMark = (size) => trusted(`<svg viewBox="0 0 64 64" width="${size}" height="${size}" aria-hidden="true" focusable="false">
<circle cx="32" cy="30" r="25" fill="#ffd21e" stroke="#ff9d0b" stroke-width="3"/>
<ellipse cx="23" cy="25" rx="3.4" ry="4.4" fill="#3a3b45"/><ellipse cx="41" cy="25" rx="3.4" ry="4.4" fill="#3a3b45"/>
<path d="M20 34c3 3 7 4 12 4s9-1 12-4c0 8-5 13-12 13s-12-5-12-13z" fill="#3a3b45"/>
<path d="M26 44c2-3 4-4 6-4s4 1 6 4c-2 2-4 3-6 3s-4-1-6-3z" fill="#f94040"/>
<path d="M6 47c-2-4 2-6 4-3l3 4 1-5c1-3 5-2 5 1l-1 8c0 6-4 9-8 8-5-1-7-4-8-8-1-3 2-5 4-5z" fill="#ffd21e" stroke="#ff9d0b" stroke-width="2.4" stroke-linejoin="round"/>
<path d="M58 47c2-4-2-6-4-3l-3 4-1-5c-1-3-5-2-5 1l1 8c0 6 4 9 8 8 5-1 7-4 8-8 1-3-2-5-4-5z" fill="#ffd21e" stroke="#ff9d0b" stroke-width="2.4" stroke-linejoin="round"/>
</svg>`);

const stroke = (path) => trusted(`<svg viewBox="0 0 24 24" width="26" height="26" fill="none" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${path}"/></svg>`);

export const checkMark = stroke('M5 12.5l4.5 4.5L19 7.5');
export const exclamationMark = stroke('M12 5v9m0 4.5v.1');
