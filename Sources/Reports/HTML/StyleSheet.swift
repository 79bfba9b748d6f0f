/// How `report.html` looks: light and dark after the reader's setting, readable when printed and on a phone.
enum StyleSheet {
    static let text: StaticString = """
        :root{color-scheme:light dark;--paper:#ffffff;--raised:#f4f6f8;--ink:#1a2027;--quiet:#55606c;--rule:#d5dbe1;
        --good:#10703c;--goodbg:#dff3e6;--bad:#b3261e;--badbg:#fbe4e1;--warn:#7d5200;--warnbg:#fbefd3;
        --void:#5b3a8e;--voidbg:#ece3f8;--c1:#1f6fb2;--c2:#c2570c;--c3:#8a6a9e;--c4:#b3261e;
        --p1:#b3261e;--p2:#8a6a9e;--p3:#c2570c;--p4:#8d7a00;--p5:#1f6fb2;--p6:#17806d;--p7:#6b7682}
        @media(prefers-color-scheme:dark){:root{--paper:#12161b;--raised:#1b2128;--ink:#e6eaee;--quiet:#a3adb8;
        --rule:#343d47;--good:#6fd39a;--goodbg:#143524;--bad:#ff9b91;--badbg:#431a17;--warn:#f0c36a;--warnbg:#3b2d0e;
        --void:#c9aef2;--voidbg:#2e2145;--c1:#6db3ee;--c2:#f0a05c;--c3:#c3a4d8;--c4:#ff8f85;
        --p1:#ff8f85;--p2:#c3a4d8;--p3:#f0a05c;--p4:#d9c545;--p5:#6db3ee;--p6:#5fc9b3;--p7:#98a4b0}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI",Roboto,sans-serif}
        main{max-width:1180px;margin:0 auto;padding:20px 16px 48px}
        h1{font-size:22px;line-height:1.25;margin:0 0 4px}
        h2{font-size:17px;margin:34px 0 10px;padding-top:10px;border-top:1px solid var(--rule)}
        p{margin:6px 0}
        a{color:var(--c1)}
        code,.mono{font-family:ui-monospace,"SF Mono",Menlo,Consolas,monospace;font-size:.9em;overflow-wrap:anywhere}
        .quiet{color:var(--quiet)}
        .scroll{overflow-x:auto}
        .scroll tbody th{position:sticky;left:0;background:var(--paper)}
        header.verdict{border-radius:10px;padding:18px 20px;border:1px solid var(--rule);border-left:10px solid}
        header.verdict .word{font-size:30px;font-weight:700;letter-spacing:.02em;line-height:1.1}
        .pass{color:var(--good);border-color:var(--good)}.fail{color:var(--bad);border-color:var(--bad)}
        .inconclusive{color:var(--warn);border-color:var(--warn)}.invalid{color:var(--void);border-color:var(--void)}
        header.verdict.pass{background:var(--goodbg)}header.verdict.fail{background:var(--badbg)}
        header.verdict.inconclusive{background:var(--warnbg)}header.verdict.invalid{background:var(--voidbg)}
        header.verdict h1,header.verdict p{color:var(--ink)}
        .facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(128px,1fr));gap:10px;margin:14px 0 0;padding:0}
        .facts div{background:var(--raised);border-radius:8px;padding:8px 12px}
        .facts dt{color:var(--quiet);font-size:13px}
        .facts dd{margin:0;font-size:17px;font-weight:600;font-variant-numeric:tabular-nums}
        table{border-collapse:collapse;width:100%;font-size:14px}
        th,td{padding:6px 8px;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
        thead th{color:var(--quiet);font-weight:600;font-size:13px;white-space:nowrap}
        .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .wide{min-width:280px}
        th code,td code{white-space:nowrap;overflow-wrap:normal}td.wide code{white-space:normal}
        .reason{color:var(--quiet);font-size:13px;margin-top:2px}
        .badge{display:inline-block;font-size:12px;font-weight:700;border:1px solid;border-radius:999px;
        padding:0 8px;white-space:nowrap}
        .badge.ok{color:var(--good)}.badge.warning{color:var(--warn)}
        .interval{width:220px;height:26px;display:block}
        .interval .allowed{fill:var(--good);opacity:.16}
        .interval .spread{fill:var(--c1);opacity:.55}
        .interval .dot{fill:var(--c1)}
        .target{stroke:var(--c4);stroke-width:2}
        figure.chart{margin:0 0 18px}
        figure.chart svg{width:100%;height:auto;display:block}
        figcaption{font-size:14px;margin-bottom:4px}
        .key{margin-left:14px;white-space:nowrap;color:var(--quiet);font-size:13px}
        .legend .key{margin:0 14px 0 0}
        .swatch{display:inline-block;width:12px;height:12px;border-radius:3px;margin-right:5px;vertical-align:-1px}
        .swatch.c1{background:var(--c1)}.swatch.c2{background:var(--c2)}
        .swatch.p1{background:var(--p1)}.swatch.p2{background:var(--p2)}.swatch.p3{background:var(--p3)}
        .swatch.p4{background:var(--p4)}.swatch.p5{background:var(--p5)}.swatch.p6{background:var(--p6)}
        .swatch.p7{background:var(--p7)}
        .stacked{width:100%;height:20px;display:block;min-width:120px}
        .stacked .p1{fill:var(--p1)}.stacked .p2{fill:var(--p2)}.stacked .p3{fill:var(--p3)}.stacked .p4{fill:var(--p4)}
        .stacked .p5{fill:var(--p5)}.stacked .p6{fill:var(--p6)}.stacked .p7{fill:var(--p7)}
        .fills{width:70%}
        caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .swatch.c3{background:var(--c3)}.swatch.c4{background:var(--c4)}
        .curve,.bars{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
        .bars{stroke-linecap:butt}
        .curve.c1,.bars.c1{stroke:var(--c1)}.curve.c2,.bars.c2{stroke:var(--c2)}
        .curve.c3,.bars.c3{stroke:var(--c3)}.curve.c4,.bars.c4{stroke:var(--c4)}
        .fill{opacity:.18}.fill.c1{fill:var(--c1)}.fill.c2{fill:var(--c2)}.fill.c3{fill:var(--c3)}.fill.c4{fill:var(--c4)}
        .heat{fill:var(--c1)}.h1{opacity:.12}.h2{opacity:.28}.h3{opacity:.44}.h4{opacity:.6}.h5{opacity:.78}.h6{opacity:.95}
        .dashed{stroke-dasharray:6 4}
        .grid{stroke:var(--rule);stroke-width:1}
        .tick,.mark{fill:var(--quiet);font-size:11.5px}
        .shaded{fill:var(--quiet);opacity:.14}
        .cell{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .cell small{display:block;color:var(--quiet);font-size:12px}
        .mark-text{font-weight:700}.cell.hold .mark-text{color:var(--good)}.cell.miss .mark-text{color:var(--bad)}
        .cell.open .mark-text{color:var(--warn)}
        .cell.miss{background:var(--badbg)}.cell.hold{background:var(--goodbg)}.cell.open{background:var(--warnbg)}
        details{margin:4px 0 16px}summary{cursor:pointer;color:var(--quiet);font-size:14px}
        footer{margin-top:36px;color:var(--quiet);font-size:13px}
        @media(max-width:640px){body{font-size:14px}th,td{padding:5px 7px}header.verdict{padding:14px}
        .key{display:inline-block;margin-left:0;margin-right:10px}figcaption strong{display:block}
        .tick,.mark{font-size:20px}
        .stack thead{display:none}.stack tr{display:block;border-bottom:1px solid var(--rule);padding:8px 0}
        .stack td{display:flex;justify-content:space-between;gap:12px;border:0;padding:2px 0;text-align:right;
        min-width:0;white-space:normal}.stack td.wide{display:block;text-align:left}
        .stack td[data-label]::before{content:attr(data-label);color:var(--quiet);font-size:13px;text-align:left}}
        @media(min-width:900px){.tick,.mark{font-size:8.2px}}
        @media print{details::details-content{content-visibility:visible;display:block}
        :root{color-scheme:light}body{font-size:10pt}main{max-width:none;padding:0}
        table{font-size:7.5pt}th,td{padding:3px 4px}thead th,.reason,.cell small{font-size:7pt}.wide{min-width:200px}h2{break-after:avoid}
        figure,tr{break-inside:avoid}header.verdict,.facts div,.cell{print-color-adjust:exact;
        -webkit-print-color-adjust:exact}.scroll{overflow:visible}}
        """
}
