// How the panel looks. The site's styles do not reach it, and it reaches nothing of the site.

export const STYLE = `
:host{all:initial;position:fixed;z-index:2147483645;right:12px;bottom:12px;width:min(440px,calc(100vw - 24px));color-scheme:light dark}
:host([hidden]){display:none}
*{box-sizing:border-box}
section{--back:#fff;--text:#1d1d24;--soft:#5c5c68;--line:#d9d9e0;--code:#f0f0f5;--wrong:#b3261e;--warning:#8a5300;--unknown:#3f51b5;--ok:#1b6e3c;--link:#4338ca;display:flex;flex-direction:column;max-height:min(640px,calc(100vh - 24px));border:1px solid var(--line);border-radius:12px;background:var(--back);color:var(--text);font:14px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;box-shadow:0 8px 32px #0004;overflow:hidden}
@supports (height:1dvh){section{max-height:min(640px,calc(100dvh - 24px))}}
@media (prefers-color-scheme:dark){section{--back:#1c1c21;--text:#ececf1;--soft:#a9a9b6;--line:#3d3d48;--code:#2c2c35;--wrong:#ff8a80;--warning:#ffc46b;--unknown:#a8b4ff;--ok:#79d99b;--link:#b4b0ff}}
header{display:flex;align-items:center;gap:4px;padding:8px 8px 8px 16px;border-bottom:1px solid var(--line)}
.folded header{border-bottom:0}
h2{flex:1;margin:0;font-size:15px;font-weight:650}
.sum{display:flex;align-items:baseline;gap:8px;margin:0;padding:10px 16px;border-bottom:1px solid var(--line);font-weight:600}
.sum::before{content:"";flex:none;width:10px;height:10px;border-radius:50%;background:var(--unknown)}
.sum.wrong::before{background:var(--wrong)}
.sum.warning::before{background:var(--warning)}
.sum.ok::before{background:var(--ok)}
.folded .sum{border-bottom:0;padding-top:0}
.body{overflow:auto;padding:0 16px 16px;overscroll-behavior:contain}
.folded .body,.folded footer{display:none}
h3{margin:16px 0 6px;color:var(--soft);font-size:12px;font-weight:650;letter-spacing:.04em;text-transform:uppercase}
h4{display:flex;align-items:center;gap:8px;margin:0;font-size:14px;font-weight:650}
ul,ol{list-style:none;margin:0;padding:0}
.check{padding:10px 0;border-top:1px solid var(--line)}
.check:first-child{border-top:0;padding-top:2px}
.mark{flex:none;width:18px;height:18px;border-radius:50%;color:var(--back);font-size:12px;font-weight:700;line-height:18px;text-align:center}
.wrong .mark{background:var(--wrong)}.warning .mark{background:var(--warning)}.unknown .mark{background:var(--unknown)}.ok .mark{background:var(--ok)}
.findings>li{margin:4px 0 0 26px}
.findings>li+li{margin-top:10px}
p{margin:0;overflow-wrap:anywhere}
.todo{margin-top:4px}
.todo::before{content:"→ ";color:var(--soft)}
code{padding:1px 4px;border-radius:4px;background:var(--code);font:12.5px/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.paste{display:flex;align-items:flex-start;gap:6px;margin-top:6px}
.paste code{flex:1;padding:6px 8px}
a{color:var(--link)}
button{flex:none;padding:4px 10px;border:1px solid var(--line);border-radius:7px;background:none;color:inherit;font:inherit;font-size:13px;cursor:pointer}
button:hover{background:var(--code)}
header button{min-width:32px;min-height:32px;padding:0;border-color:transparent;font-size:16px;line-height:1}
:is(button,a,summary,textarea,.body):focus-visible{outline:3px solid var(--link);outline-offset:1px}
.body:focus-visible{outline-offset:-3px}
details{margin-top:16px}
summary{color:var(--soft);font-size:12px;font-weight:650;letter-spacing:.04em;text-transform:uppercase;cursor:pointer}
summary h3{display:inline;margin:0}
dl{display:grid;grid-template-columns:auto 1fr;gap:2px 12px;margin:0}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
.steps{margin-top:8px}
.steps li{display:grid;grid-template-columns:auto 1fr;gap:0 10px;padding:3px 0}
time{color:var(--soft);font-variant-numeric:tabular-nums}
.error{color:var(--wrong)}
footer{display:flex;flex-wrap:wrap;gap:8px;padding:10px 16px;border-top:1px solid var(--line)}
footer button{padding:6px 12px;font-weight:600}
textarea{width:100%;height:120px;border:1px solid var(--line);border-radius:7px;background:var(--code);color:inherit;font:12px/1.4 ui-monospace,monospace}
@media (max-width:480px){:host{right:8px;bottom:8px;width:calc(100vw - 16px)}section{max-height:70vh}button{min-height:36px}header button{min-width:40px;min-height:40px}}
@media (forced-colors:active){.mark,.sum::before{forced-color-adjust:none}}
`;
