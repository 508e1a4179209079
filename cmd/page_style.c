/* page_style.c: the style sheet of a report: light and dark, on paper, narrow and wide. */
#include "page.h"

const char *const page_style[] = {
	":root{color-scheme:light dark;--bg:#fff;--soft:#f5f6f8;--line:#d8dce2;--text:#1c2128;--dim:#5d6673;"
	"--good:#1a7f37;--warn:#9a6700;--bad:#cf222e;--link:#0a58ca;--down:#8250df;--stamp:#6e7781}",
	"@media (prefers-color-scheme:dark){:root{--bg:#0f1318;--soft:#181d24;--line:#333b46;--text:#e4e8ee;"
	"--dim:#98a3b1;--good:#3fb950;--warn:#d9a52b;--bad:#ff7b72;--link:#6cb0ff;--down:#b392f0;--stamp:#"
	"8b949e}}",
	"*{box-sizing:border-box}",
	"body{margin:0;background:var(--bg);color:var(--text);font:15px/1.5 system-ui,sans-serif}",
	"header,main{padding:0 32px 24px}header,section,.cards{max-width:1280px}#schema{max-width:none}",
	"header{padding-top:28px}h1{font-size:22px;margin:0;overflow-wrap:anywhere}"
	"header p{color:var(--dim);margin:4px 0 12px}",
	"nav a{margin-right:18px}a{color:var(--link);text-underline-offset:3px}",
	"h2{font-size:18px;margin:36px 0 10px;padding-bottom:6px;border-bottom:1px solid var(--line)}"
	"h3{font-size:15px;margin:20px 0 6px}",
	".note{color:var(--dim);margin:6px 0}",
	".cards{display:flex;flex-wrap:wrap;gap:12px;padding:0;margin:20px 0 0;list-style:none}",
	".cards li{background:var(--soft);border:1px solid var(--line);border-left:4px solid var(--line);"
	"border-radius:6px;padding:10px 16px;min-width:110px}",
	".cards strong{display:block;font-size:20px;line-height:1.25}.cards "
	"span{color:var(--dim);font-size:13px}",
	".cards .good{border-left-color:var(--good)}.cards .warn{border-left-color:var(--warn)}"
	".cards .bad{border-left-color:var(--bad)}",
	".wide{overflow-x:auto;max-width:100%}",
	"table{border-collapse:collapse;font-size:14px;width:100%}caption{text-align:left;color:var(--dim);"
	"padding:2px 0 6px}",
	"th,td{text-align:left;vertical-align:top;padding:5px 12px 5px 0;border-bottom:1px solid var(--line)}"
	"thead th{color:var(--dim);font-weight:600;white-space:nowrap}",
	"td.number{font-variant-numeric:tabular-nums;white-space:nowrap}td.code,code,dd{font-family:ui-"
	"monospace,monospace;"
	"font-size:13px;overflow-wrap:anywhere}td.time,td.place{white-space:nowrap}",
	".dim{color:var(--dim)}.good{color:var(--good)}.warn{color:var(--warn)}.bad{color:var(--bad)}.cards "
	"li{color:var(--text)}",
	"dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 20px;margin:0}dt{color:var(--dim)}"
	"dd{margin:0;white-space:pre-wrap}",
	"details{margin-top:12px}summary{cursor:pointer;color:var(--link)}",
	"svg{display:block;max-width:none}svg text{fill:var(--text)}svg .dim{fill:var(--dim)}",
	".lane0{--c:#2f81d6}.lane1{--c:#d9681d}.lane2{--c:#2f9e44}.lane3{--c:#9467bd}.lane4{--c:#a5705f}"
	".lane5{--c:#d6408f}",
	"path[class^=lane]{stroke:var(--c)}circle[class^=lane]{fill:var(--c);stroke:var(--c);stroke-width:2}",
	"circle.pending{fill:var(--bg)!important}circle.current{stroke:var(--text)!important;stroke-width:3}",
	"path.dependency{stroke:var(--dim)}tspan.pending{fill:var(--warn)}tspan.current{fill:var(--good)}",
	".axis{stroke:var(--line)}.done{fill:var(--good)}.failed,.running{fill:var(--bad)}.abandoned{fill:"
	"var(--warn)}"
	".stamp{fill:var(--stamp)}.downgrade{fill:var(--down)}circle.run{fill-opacity:.65}",
	".box{fill:var(--soft);stroke:var(--line)}.head{stroke:var(--line)}circle.primary{fill:var(--text)}"
	"circle.foreign{fill:var(--soft);stroke:var(--dim)}.schema path:hover{stroke-width:4}",
	".key{display:flex;flex-wrap:wrap;gap:16px;color:var(--dim);font-size:13px;margin:4px 0 8px}"
	".key svg{display:inline-block;margin-right:5px}",
	"@media "
	"print{:root{color-scheme:light;--bg:#fff;--soft:#fff;--line:#bbb;--text:#000;--dim:#444;--link:#000}"
	"body{font-size:11px}nav{display:none}header,main{padding:0}header,section{max-width:none}.wide{"
	"overflow:visible}"
	"svg{max-width:100%;height:auto}tr,.cards li{break-inside:avoid}h2{break-after:avoid}"
	"*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}",
	NULL,
};
