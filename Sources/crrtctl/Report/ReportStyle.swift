/// How reports look: by day, by night and on paper. Colours are named by what they mean.
enum ReportStyle {
    static let sheet: StaticString = """
        :root { color-scheme: light dark;
          --paper: #ffffff; --ink: #16202c; --soft: #5b6878; --line: #d8dee6; --panel: #f4f6f9;
          --available: #2f7d54; --committed: #2f62a8; --held: #d19a2a; --stale: #b5652b; --off: #a3adb9; --bad: #b3261e;
          --heat1: #e3f1e8; --heat2: #bfe0cb; --heat3: #8cc7a3; --heat4: #4f9f73; --heat5: #2b7650;
          --heatink4: #ffffff; --thin: #fff3d6; --thinline: #d19a2a; --none: #fdeceb; }
        @media (prefers-color-scheme: dark) { :root {
          --paper: #11161d; --ink: #e6ebf1; --soft: #95a3b3; --line: #2b3644; --panel: #19212b;
          --available: #4fa97a; --committed: #6399dd; --held: #d9a941; --stale: #cf8350; --off: #5d6977; --bad: #ee766d;
          --heat1: #16301f; --heat2: #1d4a30; --heat3: #256543; --heat4: #318358; --heat5: #44a873;
          --heatink4: #ffffff; --thin: #3a2f14; --thinline: #d9a941; --none: #3a1d1c; } }
        * { box-sizing: border-box; }
        html { background: var(--paper); }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 14px/1.45 system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
        main { max-width: 1120px; margin: 0 auto; padding: 20px 28px 36px; }
        header { border-bottom: 2px solid var(--ink); margin-bottom: 18px; }
        h1 { font-size: 27px; line-height: 1.2; margin: 6px 0 2px; letter-spacing: -0.01em; }
        h2 { font-size: 17px; margin: 28px 0 8px; }
        h3 { font-size: 14px; margin: 16px 0 6px; }
        .subtitle { margin: 0 0 10px; color: var(--soft); font-size: 15px; }
        .note { color: var(--soft); max-width: 75ch; }
        .banner { position: sticky; z-index: 2; left: 0; right: 0; text-align: center; padding: 4px 12px; font-weight: 700;
          letter-spacing: 0.12em; color: #ffffff; background: #4d5763; }
        .banner.first { top: 0; } .banner.last { bottom: 0; }
        .banner.NU { background: #2d6a3f; } .banner.NR { background: #1d5a96; } .banner.NC { background: #26437f; }
        .banner.NS { background: #a3211b; } .banner.CTS { background: #b45309; }
        .tiles { display: flex; flex-wrap: wrap; gap: 12px; margin: 0 0 16px; }
        .tile { flex: 1 1 170px; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: 10px 14px; }
        .tile b { display: block; font-size: 28px; line-height: 1.15; font-weight: 650; }
        .tile span { display: block; font-weight: 600; }
        .tile small { color: var(--soft); }
        .legend { margin: 6px 0 12px; color: var(--soft); font-size: 13px; }
        .legend span { margin-right: 18px; white-space: nowrap; }
        .legend svg { margin-right: 6px; vertical-align: -1px; }
        table { border-collapse: collapse; width: 100%; }
        th, td { padding: 3px 8px; text-align: right; border-bottom: 1px solid var(--line); }
        thead th { font-size: 12px; font-weight: 600; color: var(--soft); vertical-align: bottom; border-bottom: 1px solid var(--soft); }
        .name { text-align: left; }
        tbody th { font-weight: 600; }
        tr { break-inside: avoid; }
        td.nil { color: var(--off); }
        td.first { font-weight: 700; }
        td.bar { width: 316px; text-align: left; line-height: 0; }
        tr.sum > * { border-top: 2px solid var(--soft); border-bottom: 0; font-weight: 700; }
        tr.over td { background: var(--none); }
        .code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 12.5px; }
        .word { white-space: nowrap; }
        .time { white-space: nowrap; }
        .strip { width: 100%; height: 14px; display: block; border-radius: 3px; }
        .heat thead th { text-align: center; } .heat thead th.name { text-align: left; }
        .heat td { text-align: center; width: 11.5%; border: 2px solid var(--paper); line-height: 1.2; padding: 3px 4px; }
        .heat td b { display: block; font-size: 15px; }
        .heat td small { font-size: 10.5px; opacity: 0.85; white-space: nowrap; }
        .heat th.name { font-weight: 400; line-height: 1.25; }
        .heat th .code { display: block; font-weight: 600; }
        .heat .nobody { background: var(--none); color: var(--bad); }
        .heat .thin { background: var(--thin); box-shadow: inset 0 0 0 2px var(--thinline); }
        .heat .sound.heat1 { background: var(--heat1); } .heat .sound.heat2 { background: var(--heat2); }
        .heat .sound.heat3 { background: var(--heat3); } .heat .sound.heat4 { background: var(--heat4); color: var(--heatink4); }
        .heat .sound.heat5 { background: var(--heat5); color: var(--heatink4); }
        .heat.weeks { margin-bottom: 14px; } .heat.weeks td { width: 5.8%; }
        .heat.weeks thead th:not(.name) { white-space: nowrap; padding: 3px 1px; }
        .timeline { width: 100%; display: block; }
        .available { fill: var(--available); } .committed { fill: var(--committed); } .held { fill: var(--held); }
        .stale { fill: var(--stale); } .off { fill: var(--off); } .bad { fill: var(--bad); } .axis { stroke: var(--line); }
        .ink { fill: var(--ink); } .soft { fill: var(--soft); }
        svg text { font: 12px system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }
        svg .small { font-size: 11px; } svg .strong { font-weight: 600; }
        .list td, .list tbody th { vertical-align: top; } .list .code { white-space: nowrap; }
        .list small { display: block; font-weight: 400; color: var(--soft); }
        .plan { display: block; overflow: visible; } .planned { margin: 14px 0 20px; } p.code { overflow-wrap: anywhere; }
        .plan text { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; }
        .work { fill: var(--committed); } .ready { fill: var(--ink); stroke: var(--paper); stroke-width: 1px; }
        .notice { stroke: var(--soft); stroke-width: 3px; stroke-dasharray: 3 3; }
        .late { stroke: var(--bad); stroke-width: 12px; stroke-dasharray: 3 3; }
        .vacant { fill: none; stroke: var(--bad); stroke-width: 1.5px; stroke-dasharray: 6 3; }
        .scroll { overflow-x: auto; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 0; }
        dt { color: var(--soft); } dd { margin: 0; }
        .stands { margin: 2px 0; }
        .story td { vertical-align: top; } .story .took { color: var(--soft); white-space: nowrap; }
        @media screen and (max-width: 600px) {
          main { padding: 12px 12px 28px; } h1 { font-size: 21px; }
          table { display: block; overflow-x: auto; } .every-second { display: none; } dl { grid-template-columns: 1fr; }
          dd { margin-bottom: 6px; overflow-wrap: anywhere; }
          .narrow .bar { display: none; } .narrow th.name { white-space: nowrap; }
          .narrow th, .narrow td { padding: 3px 4px; font-size: 12px; }
          .stack, .stack tbody, .stack tr, .stack td { display: block; overflow: visible; }
          .stack thead { display: none; }
          .stack tr { border-bottom: 1px solid var(--line); padding: 5px 0; }
          .stack td { border: 0; padding: 0 4px; overflow-wrap: anywhere; } .stack td:empty { display: none; }
          .stack td.time { display: inline-block; color: var(--soft); } }
        @page { margin: 14mm 12mm; }
        @media print { :root { color-scheme: light; }
          * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
          body { display: table; width: 100%; font-size: 11px; } main { display: table-row-group; }
          .banner { position: static; break-inside: avoid; } .banner.first { display: table-header-group; }
          .banner.last { display: table-footer-group; }
          .tile b { font-size: 19px; } .tile { flex-basis: 120px; padding: 6px 10px; } .heat td b { font-size: 12px; }
          h2, h3, .stands { break-after: avoid; } section { break-inside: auto; } .planned { break-inside: avoid; }
          thead { display: table-header-group; } }
        """
}
