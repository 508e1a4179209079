The revision graph as a drawing: history --graph, and graph for other programs.

  $ table() { printf -- 'CREATE TABLE t%s (id INTEGER);\n--- down\nDROP TABLE t%s;\n' "$1" "$1"; }
  $ rev() { table "$1" | mkrev "$@"; }
  $ rev a1 '' 'create account'
  $ rev b2 a1 'branch one' 'branch_labels: one'
  $ rev c3 a1 'branch "two" & <more>'
  $ rev d4 c3 'late, needs b2' 'depends_on: one'
  $ rev e5 'b2, d4' 'merge'
  $ rev f6 a1 'another'
  $ rev z1 '' 'a line of its own'

Newest first, in the order of history.

  $ sqlembic history --graph
  \xe2\x97\x8f  e5 (one) (head), merge (esc)
  \xe2\x94\x9c\xe2\x94\x80\xe2\x95\xae (esc)
  \xe2\x94\x82 \xe2\x97\x8f  d4 (depends on one), late, needs b2 (esc)
  \xe2\x94\x82 \xe2\x97\x8f  c3, branch "two" & <more> (esc)
  \xe2\x97\x8f \xe2\x94\x82  b2 (one), branch one (esc)
  \xe2\x95\xb0\xe2\x94\x80\xe2\x94\xa4 (esc)
  \xe2\x97\x8f \xe2\x94\x82  f6 (head), another (esc)
  \xe2\x95\xb0\xe2\x94\x80\xe2\x94\xa4 (esc)
  \xe2\x97\x8f \xe2\x94\x82  z1 (head), a line of its own (esc)
    \xe2\x97\x8f  a1, create account (esc)

  $ LC_ALL=C sqlembic history -g
  *  e5 (one) (head), merge
  |-\
  | *  d4 (depends on one), late, needs b2
  | *  c3, branch "two" & <more>
  * |  b2 (one), branch one
  \-|
  * |  f6 (head), another
  \-|
  * |  z1 (head), a line of its own
    *  a1, create account

What the database is at, and a part of the graph.

  $ sqlembic -q upgrade c3
  $ LC_ALL=C sqlembic history -g -i
  *  e5 (one) (head), merge
  |-\
  | *  d4 (depends on one), late, needs b2
  | @  c3 (current), branch "two" & <more>
  * |  b2 (one), branch one
  \-|
  * |  f6 (head), another
  \-|
  * |  z1 (head), a line of its own
    *  a1, create account
  $ LC_ALL=C sqlembic history -g -r a1:e5
  *  e5 (one) (head), merge
  |-\
  | *  d4 (depends on one), late, needs b2
  | *  c3, branch "two" & <more>
  * |  b2 (one), branch one
  \-|
    *  a1, create account

The long form stands beside the lines.

  $ LC_ALL=C sqlembic history -gv -r c3:d4 | grep -v Path
  *  Rev: d4
  |  Parent: c3
  |  Also depends on: one
  |
  |      late, needs b2
  |      
  |      revision: d4
  |      down_revision: c3
  |      depends_on: one
  |
  *  Rev: c3
    Parent: a1
  
        branch "two" & <more>
        
        revision: c3
        down_revision: a1
  
  $ sqlembic history --graph --json
  {"error": "usage", "status": 2, "message": "--graph is for people: --json has no drawing"}
  [2]

For other programs.

  $ sqlembic graph -f mermaid -i
  flowchart TD
      r6["a1, create account"]
      r5["z1, a line of its own"]
      r4["f6, another"]
      r3["b2 (one), branch one"]
      r2["c3, branch #quot;two#quot; #amp; #lt;more#gt;"]
      style r2 stroke-width:4px
      r1["d4, late, needs b2"]
      r0["e5 (one), merge"]
      r6 --> r4
      r6 --> r3
      r6 --> r2
      r2 --> r1
      r3 --> r0
      r1 --> r0
      r3 -.-> r1
  $ sqlembic graph -o g.dot; cat g.dot
  digraph revisions {
  \tnode [shape=box, style=rounded, fontname=monospace]; (esc)
  \tr6 [label="a1, create account"]; (esc)
  \tr5 [label="z1, a line of its own"]; (esc)
  \tr4 [label="f6, another"]; (esc)
  \tr3 [label="b2 (one), branch one"]; (esc)
  \tr2 [label="c3, branch \\"two\\" & <more>"]; (esc)
  \tr1 [label="d4, late, needs b2"]; (esc)
  \tr0 [label="e5 (one), merge"]; (esc)
  \tr6 -> r4; (esc)
  \tr6 -> r3; (esc)
  \tr6 -> r2; (esc)
  \tr2 -> r1; (esc)
  \tr3 -> r0; (esc)
  \tr1 -> r0; (esc)
  \tr3 -> r1 [style=dashed]; (esc)
  }
  $ sqlembic graph -o g.svg; python3 -c 'import sys, xml.dom.minidom as x; x.parse("g.svg")'
  $ grep -c '<circle' g.svg; grep -c 'dasharray' g.svg; grep -o 'branch [^/]*<' g.svg
  7
  1
  branch &quot;two&quot; &amp; &lt;more&gt;<
  branch one<

  $ sqlembic graph -o g.png
  usage: sqlembic graph [-o FILE] [-f NAME] [-r START:END] [-i]
  sqlembic: the ending of g.png says no format
    next: choose one with --format: svg, dot, mermaid
  [2]
  $ sqlembic graph -f pdf
  usage: sqlembic graph [-o FILE] [-f NAME] [-r START:END] [-i]
  sqlembic: there is no format 'pdf'
    next: choose one with --format: svg, dot, mermaid
  [2]
  $ sqlembic graph -o missing/g.svg
  sqlembic: cannot write missing/g.svg: No such file or directory
    next: name a file in a directory that is there and can be written to
  [1]
  $ sqlembic graph --json
  {"error": "usage", "status": 2, "message": "graph writes svg, dot or mermaid; sqlembic history --json has the list"}
  [2]
