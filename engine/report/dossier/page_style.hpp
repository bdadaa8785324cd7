// report/dossier/page_style.hpp — what a dossier looks like on a screen and on A4 paper. No '<', '>' or '&': it stands
// in a page as it is.
#pragma once

namespace kith::report {

inline constexpr const char* kPageStyle = R"(
@page { size: A4; margin: 16mm 14mm 18mm;
  @bottom-left { content: "Kith: identification file"; font: 8pt sans-serif; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
body { font: 10pt/1.35 "DejaVu Sans", "Liberation Sans", "Noto Sans", sans-serif; max-width: 182mm; margin: 0 auto;
  color: #000; }
h1 { font-size: 16pt; margin: 0 0 2mm; } h2 { font-size: 11.5pt; margin: 6mm 0 1.5mm; border-bottom: .3mm solid #000;
  break-after: avoid; }
h3 { font-size: 10pt; margin: 4mm 0 1mm; break-after: avoid; }
p { margin: 1mm 0; } ul { margin: 1mm 0; padding-left: 5mm; }
.standing { border: .3mm solid #000; padding: 1.5mm 2.5mm; }
table { border-collapse: collapse; width: 100%; font-size: 7.5pt; margin: 1.5mm 0; }
th, td { border: .15mm solid #888; padding: .6mm 1.2mm; text-align: left; vertical-align: top;
  overflow-wrap: break-word; max-width: 70mm; }
th { background: #eee; } td { unicode-bidi: isolate; } tr { break-inside: avoid; }
  thead { display: table-header-group; }
.number { text-align: right; white-space: nowrap; overflow-wrap: normal; }
.hash { font: 7pt "DejaVu Sans Mono", "Liberation Mono", monospace; }
.pedigree { max-width: 100%; height: auto; break-inside: avoid; display: block; }
.boxes span { display: inline-block; margin-right: 6mm; } .boxes span::before { content: "\2610\00A0";
  font-size: 13pt; }
.reasons { border: .15mm solid #888; height: 22mm; padding: 1mm; }
.signatures { display: flex; gap: 8mm; break-inside: avoid; margin-top: 3mm; } .signatures div { flex: 1; }
.signatures p { border-bottom: .15mm solid #000; padding-top: 9mm; font-size: 8pt; }
@media print { body { max-width: none; } }
)";

}  // namespace kith::report
