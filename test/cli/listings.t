The listings, on the revisions of Alembic's manual: two branches of one line, and a line of its own that depends on one
of them.

  $ table() { printf -- 'CREATE TABLE t%s (id INTEGER);\n--- down\nDROP TABLE t%s;\n' "$1" "$1"; }
  $ rev() { table "$1" | mkrev "$@"; }
  $ rev 1975ea83b712 '' 'create account table'
  $ rev ae1027a6acf1 1975ea83b712 'Add a column'
  $ rev 27c6a30d7c24 1975ea83b712 'add shopping cart table' 'branch_labels: shoppingcart'
  $ rev 55af2cb1c267 ae1027a6acf1 'add another account column'
  $ rev d747a8a88790 27c6a30d7c24 'add shopping cart items'
  $ rev 3cac04ae8714 '' 'create networking branch' 'branch_labels: networking'
  $ rev 109ec7d132bf 3cac04ae8714 'add ip number table'
  $ rev 29f859a13ea0 109ec7d132bf 'add DNS table'
  $ rev 2a95102259be 29f859a13ea0 'add ip account table' 'depends_on: 55af2cb1c267'

history: newest first, the reverse of the order in which they would be applied.

  $ sqlembic history
  29f859a13ea0 (55af2cb1c267) -> 2a95102259be (networking) (head), add ip account table
  109ec7d132bf -> 29f859a13ea0 (networking), add DNS table
  3cac04ae8714 -> 109ec7d132bf (networking), add ip number table
  <base> -> 3cac04ae8714 (networking), create networking branch
  27c6a30d7c24 -> d747a8a88790 (shoppingcart) (head), add shopping cart items
  1975ea83b712 -> 27c6a30d7c24 (shoppingcart), add shopping cart table
  ae1027a6acf1 -> 55af2cb1c267 (effective head), add another account column
  1975ea83b712 -> ae1027a6acf1, Add a column
  <base> -> 1975ea83b712 (branchpoint), create account table
  $ sqlembic heads
  2a95102259be (networking) (head)
  55af2cb1c267 (effective head)
  d747a8a88790 (shoppingcart) (head)
  $ sqlembic heads --resolve-dependencies
  2a95102259be (networking) (head)
  d747a8a88790 (shoppingcart) (head)
  $ sqlembic branches
  1975ea83b712 (branchpoint)
               -> 27c6a30d7c24 (shoppingcart)
               -> ae1027a6acf1
  
  $ sq show 1975
  Rev: 1975ea83b712 (branchpoint)
  Parent: <base>
  Branches into: 27c6a30d7c24, ae1027a6acf1
  Path: ./migrations/versions/1975ea83b712.up.sql
  
      create account table
      
      revision: 1975ea83b712
      down_revision:
  
  $ sqlembic show base
  $ sqlembic show networking@head shoppingcart@head
  usage: sqlembic show rev
  sqlembic: unexpected argument 'shoppingcart@head'
    next: quote a value that contains blanks; --help lists what there is
  [2]
  $ sqlembic show heads | grep Rev
  Rev: 2a95102259be (head)
  Rev: d747a8a88790 (head)

More of each.

  $ sq heads -v
  Rev: 2a95102259be (head)
  Parent: 29f859a13ea0
  Also depends on: 55af2cb1c267
  Branch names: networking
  Path: ./migrations/versions/2a95102259be.up.sql
  
      add ip account table
      
      revision: 2a95102259be
      down_revision: 29f859a13ea0
      depends_on: 55af2cb1c267
  
  Rev: 55af2cb1c267 (head)
  Parent: ae1027a6acf1
  Path: ./migrations/versions/55af2cb1c267.up.sql
  
      add another account column
      
      revision: 55af2cb1c267
      down_revision: ae1027a6acf1
  
  Rev: d747a8a88790 (head)
  Parent: 27c6a30d7c24
  Branch names: shoppingcart
  Path: ./migrations/versions/d747a8a88790.up.sql
  
      add shopping cart items
      
      revision: d747a8a88790
      down_revision: 27c6a30d7c24
  
  $ sq branches -v
  Rev: 1975ea83b712 (branchpoint)
  Parent: <base>
  Branches into: 27c6a30d7c24, ae1027a6acf1
  Path: ./migrations/versions/1975ea83b712.up.sql
  
      create account table
      
      revision: 1975ea83b712
      down_revision:
  
               -> 27c6a30d7c24 (shoppingcart), add shopping cart table
               -> ae1027a6acf1, Add a column
  
  $ sq history -v -r 3cac:109e
  Rev: 109ec7d132bf
  Parent: 3cac04ae8714
  Branch names: networking
  Path: ./migrations/versions/109ec7d132bf.up.sql
  
      add ip number table
      
      revision: 109ec7d132bf
      down_revision: 3cac04ae8714
  
  Rev: 3cac04ae8714
  Parent: <base>
  Branch names: networking
  Path: ./migrations/versions/3cac04ae8714.up.sql
  
      create networking branch
      
      revision: 3cac04ae8714
      down_revision:
      branch_labels: networking
  

Ranges.

  $ ids() { sqlembic history "$@" | sed 's/.*-> \([^ ,]*\).*/\1/' | tr '\n' ' '; echo; }
  $ ids -r :
  2a95102259be 29f859a13ea0 109ec7d132bf 3cac04ae8714 d747a8a88790 27c6a30d7c24 55af2cb1c267 ae1027a6acf1 1975ea83b712 
  $ ids -r 1975:ae10
  ae1027a6acf1 1975ea83b712 
  $ ids -r27c6:
  d747a8a88790 27c6a30d7c24 
  $ ids --rev-range=:ae10
  ae1027a6acf1 1975ea83b712 
  $ ids -r shoppingcart:shoppingcart@head
  d747a8a88790 27c6a30d7c24 
  $ ids -r networking@base:
  2a95102259be 29f859a13ea0 109ec7d132bf 3cac04ae8714 55af2cb1c267 ae1027a6acf1 1975ea83b712 
  $ ids -r base:heads
  2a95102259be 29f859a13ea0 109ec7d132bf 3cac04ae8714 d747a8a88790 27c6a30d7c24 55af2cb1c267 ae1027a6acf1 1975ea83b712 
  $ ids -r-2:55af
  55af2cb1c267 ae1027a6acf1 1975ea83b712 
  $ ids -r 55af:
  sqlembic: the range cannot be put in order: a part of it is joined to the rest only by revisions outside of it
    next: let the range begin further down, or at base
  
  $ ids -r :+2
  sqlembic: Ambiguous walk
    detail: the next could be 1975ea83b712, 3cac04ae8714
    next: name the revision instead of counting steps
  
  $ ids -r 1975:1975+1
  sqlembic: Ambiguous walk
    detail: the next could be 27c6a30d7c24, ae1027a6acf1
    next: name the revision instead of counting steps
  
  $ sqlembic history -r 1975
  sqlembic: History range requires [start]:[end], [start]:, or :[end]
    next: 1975: is what begins at it, :1975 what leads up to it
  [1]
  $ sqlembic history -r d747:ae10
  sqlembic: Requested range d747:ae10 does not refer to ancestor/descendant revisions along the same branch
    next: write START:END, the older one first; an empty side is base or heads
  [1]
  $ sqlembic history -r zzz:
  sqlembic: Can't locate revision identified by 'zzz'
    next: list what there is with: sqlembic history
  [1]
  $ sqlembic history -r 55af:1975
  sqlembic: Requested range 55af:1975 does not refer to ancestor/descendant revisions along the same branch
    next: write START:END, the older one first; an empty side is base or heads
  [1]

The database: nothing applied, one branch, all.

  $ sqlembic current; test -e app.db
  [1]
  $ sqlembic current -v
  Current revision(s) for sqlite:///app.db:
  $ sqlembic history -i | grep current
  [1]
  $ ids -r :current
  2a95102259be 29f859a13ea0 109ec7d132bf 3cac04ae8714 d747a8a88790 27c6a30d7c24 55af2cb1c267 ae1027a6acf1 1975ea83b712 
  $ sqlembic show current
  $ sqlembic current --check-heads
  sqlembic: the database is not at the heads 2a95102259be, d747a8a88790
    state: the database is at base
    next: sqlembic upgrade heads
  [3]
  $ sqlembic -q upgrade shoppingcart@head
  $ sqlembic current
  d747a8a88790 (head)
  $ sq current -v
  Current revision(s) for sqlite:///app.db:
  Rev: d747a8a88790 (head)
  Parent: 27c6a30d7c24
  Branch names: shoppingcart
  Path: ./migrations/versions/d747a8a88790.up.sql
  
      add shopping cart items
      
      revision: d747a8a88790
      down_revision: 27c6a30d7c24
  
  $ sqlembic history -i
  29f859a13ea0 (55af2cb1c267) -> 2a95102259be (networking) (head), add ip account table
  109ec7d132bf -> 29f859a13ea0 (networking), add DNS table
  3cac04ae8714 -> 109ec7d132bf (networking), add ip number table
  <base> -> 3cac04ae8714 (networking), create networking branch
  27c6a30d7c24 -> d747a8a88790 (shoppingcart) (head) (current), add shopping cart items
  1975ea83b712 -> 27c6a30d7c24 (shoppingcart), add shopping cart table
  ae1027a6acf1 -> 55af2cb1c267 (effective head), add another account column
  1975ea83b712 -> ae1027a6acf1, Add a column
  <base> -> 1975ea83b712 (branchpoint), create account table
  $ sqlembic show current | head -3
  Rev: d747a8a88790 (head)
  Parent: 27c6a30d7c24
  Branch names: shoppingcart
  $ ids -r :current; ids -r current:
  d747a8a88790 27c6a30d7c24 1975ea83b712 
  d747a8a88790 
  $ ids -r-1:current; ids -r -1:ae10; ids -r -9:ae10
  d747a8a88790 27c6a30d7c24 
  ae1027a6acf1 1975ea83b712 
  ae1027a6acf1 1975ea83b712 
  $ sqlembic -q upgrade networking@head
  $ sqlembic current
  2a95102259be (head)
  55af2cb1c267 (effective head)
  d747a8a88790 (head)
  $ sqlembic current --check-heads
  2a95102259be (head)
  55af2cb1c267 (effective head)
  d747a8a88790 (head)
  $ sqlembic -q upgrade heads; sqlembic current -c
  2a95102259be (head)
  55af2cb1c267 (effective head)
  d747a8a88790 (head)
  $ sq history -v -i -r 29f8:2a95
  Rev: 2a95102259be (head) (current)
  Parent: 29f859a13ea0
  Also depends on: 55af2cb1c267
  Branch names: networking
  Path: ./migrations/versions/2a95102259be.up.sql
  
      add ip account table
      
      revision: 2a95102259be
      down_revision: 29f859a13ea0
      depends_on: 55af2cb1c267
  
  Rev: 29f859a13ea0
  Parent: 109ec7d132bf
  Branch names: networking
  Path: ./migrations/versions/29f859a13ea0.up.sql
  
      add DNS table
      
      revision: 29f859a13ea0
      down_revision: 109ec7d132bf
  

A merge point, a message of several lines, one that is empty, and Unicode.

  $ rev 53fffde5ad5a d747a8a88790,55af2cb1c267 'merge d747 and 55af'
  $ { printf -- '-- Größere Spalte für\n-- Währungen 💶\n--\n-- Why: the old one was\n--   too small.\n-- ----\n'
  >   printf -- '-- revision: e0\n-- down_revision: 53fffde5ad5a\n-- create_date: 2026-11-20 10:00:00+00:00\n-- not part of it\n'
  > } > migrations/versions/z.up.sql
  $ printf -- '-- revision: e1\n-- down_revision: e0\n' > migrations/versions/z1.up.sql
  $ sqlembic history -r 53ff:
  e0 -> e1 (shoppingcart) (head), 
  53fffde5ad5a -> e0 (shoppingcart), Gr\xc3\xb6\xc3\x9fere Spalte f\xc3\xbcr (esc)
  W\xc3\xa4hrungen \xf0\x9f\x92\xb6 (esc)
  d747a8a88790, 55af2cb1c267 -> 53fffde5ad5a (shoppingcart) (mergepoint), merge d747 and 55af
  $ sq show 53ff
  Rev: 53fffde5ad5a (mergepoint)
  Merges: d747a8a88790, 55af2cb1c267
  Branch names: shoppingcart
  Path: ./migrations/versions/53fffde5ad5a.up.sql
  
      merge d747 and 55af
      
      revision: 53fffde5ad5a
      down_revision: d747a8a88790,55af2cb1c267
  
  $ sq show e0
  Rev: e0
  Parent: 53fffde5ad5a
  Branch names: shoppingcart
  Path: ./migrations/versions/z.up.sql
  
      Gr\xc3\xb6\xc3\x9fere Spalte f\xc3\xbcr (esc)
      W\xc3\xa4hrungen \xf0\x9f\x92\xb6 (esc)
      
      Why: the old one was
        too small.
      ----
      revision: e0
      down_revision: 53fffde5ad5a
      create_date: 2026-11-20 10:00:00+00:00
      not part of it
  
  $ sq show e1
  Rev: e1 (head)
  Parent: e0
  Branch names: shoppingcart
  Path: ./migrations/versions/z1.up.sql
  
      revision: e1
      down_revision: e0
  
  $ sqlembic current
  2a95102259be (head)
  55af2cb1c267
  d747a8a88790

A directory without revisions.

  $ mkdir -p empty/versions; export ALEMBIC_SCRIPT_LOCATION=empty ALEMBIC_SQLALCHEMY_URL=sqlite:///empty.db
  $ sqlembic history; sqlembic heads; sqlembic branches; sqlembic current; sqlembic show head; sqlembic show base
  The script directory holds no revisions (sqlembic config shows where it is).
  The script directory holds no revisions (sqlembic config shows where it is).
  $ sqlembic history -r a:b
  sqlembic: Can't locate revision identified by 'b'
    next: list what there is with: sqlembic history
  [1]
  $ sqlembic upgrade head
  Nothing to do: already at base.
  The script directory holds no revisions (sqlembic config shows where it is).
  $ sqlembic current -c
  sqlembic: the script directory holds no revisions
    next: sqlembic config shows where it is; are the scripts part of this image?
  [1]
