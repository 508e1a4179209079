Identifiers: what each names, and what is said of those that name nothing or too much.

  $ table() { printf -- 'CREATE TABLE t%s (id INTEGER);\n--- down\nDROP TABLE t%s;\n' "$1" "$1"; }
  $ rev() { table "$1" | mkrev "$@"; }
  $ rev 1975ea83b712 '' 'create account table'
  $ rev ae1027a6acf0 1975ea83b712 'add a column'
  $ rev ae1027b6acf0 ae1027a6acf0 'add another'
  $ rev 27c6a30d7c24 1975ea83b712 'add shopping cart table' 'branch_labels: shoppingcart'
  $ rev d747a8a88790 27c6a30d7c24 'add shopping cart items'
  $ rev 3cac04ae8714 '' 'create networking branch' 'branch_labels: networking'
  $ rev 109ec7d132bf 3cac04ae8714 'add ip number table'
  $ show() { sqlembic show "$1" | grep '^Rev' | cut -c6-17 | tr '\n' ' '; echo; }

Ids and prefixes of any length, labels, and what a label may stand in front of.

  $ show 1975ea83b712
  1975ea83b712 
  $ show 1975
  1975ea83b712 
  $ show 27
  27c6a30d7c24 
  $ show ae1027a
  ae1027a6acf0 
  $ show shoppingcart
  27c6a30d7c24 
  $ show shop
  27c6a30d7c24 
  $ show shoppingcart@head
  d747a8a88790 
  $ show networking@heads
  109ec7d132bf 
  $ show 27c6@head
  d747a8a88790 
  $ show heads
  109ec7d132bf ae1027b6acf0 d747a8a88790 
  $ show base
  
  $ show networking@base
  
  $ show -1
  3cac04ae8714 ae1027a6acf0 27c6a30d7c24 
  $ show shoppingcart@-1
  27c6a30d7c24 

What names nothing.

  $ sqlembic show zzz
  sqlembic: Can't locate revision identified by 'zzz'
    next: list what there is with: sqlembic history
  [1]
  $ sqlembic show 1975ea83b721
  sqlembic: Can't locate revision identified by '1975ea83b721'
    next: did you mean 1975ea83b712?
  [1]
  $ sqlembic show netwroking
  sqlembic: Can't locate revision identified by 'netwroking'
    next: did you mean networking?
  [1]
  $ sqlembic show netwroking@head
  sqlembic: Can't locate revision identified by 'netwroking'
    next: did you mean networking?
  [1]
  $ sqlembic show HEAD
  sqlembic: Can't locate revision identified by 'HEAD'
    next: did you mean head?
  [1]
  $ sqlembic show ''
  sqlembic: Can't locate revision identified by ''
    next: list what there is with: sqlembic history
  [1]
  $ sqlembic show shoppingcart@
  sqlembic: Can't locate revision identified by ''
    next: list what there is with: sqlembic history
  [1]
  $ sqlembic show @head
  sqlembic: Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads
    detail: heads: 109ec7d132bf, ae1027b6acf0, d747a8a88790
    next: say heads for all of them, name one, or join them with: sqlembic merge heads
  [1]
  $ sqlembic show 1975,27c6
  sqlembic: Can't locate revision identified by '1975,27c6'
    next: list what there is with: sqlembic history
  [1]
  $ sqlembic show shoppingcart@ae1027a6acf0
  sqlembic: Can't locate revision identified by 'ae1027a6acf0'
    detail: revision ae1027a6acf0 is not on the branch of 'shoppingcart'
    next: sqlembic history lists the revisions, with their branches
  [1]
  $ sqlembic show 1975ea83b712aaaa
  sqlembic: Can't locate revision identified by '1975ea83b712aaaa'
    next: list what there is with: sqlembic history
  [1]

What names too much.

  $ sqlembic show ae1027
  sqlembic: Can't locate revision identified by 'ae1027'
    detail: several names begin with 'ae1027': ae1027a6acf0, ae1027b6acf0
    next: type more characters of the one that is meant
  [1]
  $ sqlembic show 1
  sqlembic: Can't locate revision identified by '1'
    detail: several names begin with '1': 109ec7d132bf, 1975ea83b712
    next: type more characters of the one that is meant
  [1]
  $ sqlembic show head
  sqlembic: Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads
    detail: heads: 109ec7d132bf, ae1027b6acf0, d747a8a88790
    next: say heads for all of them, name one, or join them with: sqlembic merge heads
  [1]
  $ sqlembic show 1975@head
  sqlembic: Multiple head revisions are present for given argument '1975@head'; please specify a specific target revision, '<branchname>@1975@head' to narrow to a specific head, or 'heads' for all heads
    detail: heads: ae1027b6acf0, d747a8a88790
    next: say heads for all of them, name one, or join them with: sqlembic merge heads
  [1]
  $ sqlembic show 1975@heads | grep ^Rev
  Rev: ae1027b6acf0 (head)
  Rev: d747a8a88790 (head)

Relative ones, for upgrade and downgrade; nothing runs with --dry-run.

  $ up() { sq upgrade --dry-run "$@"; }
  $ down() { sq downgrade --dry-run "$@"; }
  $ up head
  sqlembic: Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads
    detail: heads: 109ec7d132bf, ae1027b6acf0, d747a8a88790
    next: say heads for all of them, name one, or join them with: sqlembic merge heads
  [1]
  $ up heads
  <base> -> 1975ea83b712, create account table
  1975ea83b712 -> 27c6a30d7c24, add shopping cart table
  27c6a30d7c24 -> d747a8a88790, add shopping cart items
  1975ea83b712 -> ae1027a6acf0, add a column
  ae1027a6acf0 -> ae1027b6acf0, add another
  <base> -> 3cac04ae8714, create networking branch
  3cac04ae8714 -> 109ec7d132bf, add ip number table
  $ up +1
  sqlembic: Ambiguous walk
    detail: the next could be 1975ea83b712, 3cac04ae8714
    next: name the revision instead of counting steps
  [1]
  $ up shoppingcart@+1
  <base> -> 1975ea83b712, create account table
  $ up networking@+2
  <base> -> 3cac04ae8714, create networking branch
  3cac04ae8714 -> 109ec7d132bf, add ip number table
  $ up 1975+1
  sqlembic: Ambiguous walk
    detail: the next could be 27c6a30d7c24, ae1027a6acf0
    next: name the revision instead of counting steps
  [1]
  $ up shoppingcart@1975+2
  <base> -> 1975ea83b712, create account table
  1975ea83b712 -> 27c6a30d7c24, add shopping cart table
  27c6a30d7c24 -> d747a8a88790, add shopping cart items
  $ up ae1027a+1
  <base> -> 1975ea83b712, create account table
  1975ea83b712 -> ae1027a6acf0, add a column
  ae1027a6acf0 -> ae1027b6acf0, add another
  $ up networking@+3
  sqlembic: Relative revision +3 didn't produce 3 migrations
    next: see where the database is with: sqlembic history -i
  [1]
  $ up 27c6-1
  <base> -> 1975ea83b712, create account table
  $ up head-1
  sqlembic: Multiple head revisions are present for given argument 'head-1'; please specify a specific target revision, '<branchname>@head-1' to narrow to a specific head, or 'heads' for all heads
    detail: heads: 109ec7d132bf, ae1027b6acf0, d747a8a88790
    next: say heads for all of them, name one, or join them with: sqlembic merge heads
  [1]
  $ up -1
  sqlembic: Relative revision -1 didn't produce 1 migrations
    next: see where the database is with: sqlembic history -i
  [1]
  $ up +0
  sqlembic: Relative revision +0 didn't produce 0 migrations
    next: see where the database is with: sqlembic history -i
  [1]
  $ up 1975:27c6
  sqlembic: Range revision not allowed
    next: a range START:END is for --sql; against a database its rows are the start
  [1]
  $ up ''
  sqlembic: Can't locate revision identified by ''
    next: list what there is with: sqlembic history
  [1]
  $ down -1
  sqlembic: Relative revision -1 didn't produce 1 migrations
    next: see where the database is with: sqlembic history -i
  [1]
  $ down base
  Nothing to do.
  $ down 1975
  sqlembic: Destination 1975 is not a valid downgrade target from current head(s)
    next: see what is applied with: sqlembic current
  [1]

With one branch applied.

  $ sq -q upgrade d747
  $ up +1
  sqlembic: Relative revision +1 didn't produce 1 migrations
    next: see where the database is with: sqlembic history -i
  [1]
  $ up +9
  sqlembic: Relative revision +9 didn't produce 9 migrations
    next: see where the database is with: sqlembic history -i
  [1]
  $ up 1975
  Nothing to do.
  $ up heads
  1975ea83b712 -> ae1027a6acf0, add a column
  ae1027a6acf0 -> ae1027b6acf0, add another
  <base> -> 3cac04ae8714, create networking branch
  3cac04ae8714 -> 109ec7d132bf, add ip number table
  $ down -1
  d747a8a88790 -> 27c6a30d7c24, add shopping cart items
  $ down -3
  d747a8a88790 -> 27c6a30d7c24, add shopping cart items
  27c6a30d7c24 -> 1975ea83b712, add shopping cart table
  1975ea83b712 -> <base>, create account table
  $ down -4
  sqlembic: Relative revision -4 didn't produce 4 migrations
    next: see where the database is with: sqlembic history -i
  [1]
  $ down 1975
  d747a8a88790 -> 27c6a30d7c24, add shopping cart items
  27c6a30d7c24 -> 1975ea83b712, add shopping cart table
  $ down 27c6-1
  d747a8a88790 -> 27c6a30d7c24, add shopping cart items
  27c6a30d7c24 -> 1975ea83b712, add shopping cart table
  $ down d747-2
  d747a8a88790 -> 27c6a30d7c24, add shopping cart items
  27c6a30d7c24 -> 1975ea83b712, add shopping cart table
  $ down d747-3
  d747a8a88790 -> 27c6a30d7c24, add shopping cart items
  27c6a30d7c24 -> 1975ea83b712, add shopping cart table
  1975ea83b712 -> <base>, create account table
  $ down d747-4
  sqlembic: Walked too far
    next: see where the database is with: sqlembic history -i
  [1]
  $ down shoppingcart@-1
  d747a8a88790 -> 27c6a30d7c24, add shopping cart items
  $ down shoppingcart@base
  d747a8a88790 -> 27c6a30d7c24, add shopping cart items
  27c6a30d7c24 -> 1975ea83b712, add shopping cart table
  1975ea83b712 -> <base>, create account table
  $ down d747
  Nothing to do.
  $ down ae1027a
  sqlembic: Destination ae1027a is not a valid downgrade target from current head(s)
    next: see what is applied with: sqlembic current
  [1]
  $ down networking@base
  Nothing to do.
  $ down networking@-1
  sqlembic: Relative revision -1 didn't produce 1 migrations
    detail: nothing is applied on the branch of 'networking'
    next: see where the database is with: sqlembic history -i
  [1]
  $ down +1
  sqlembic: Relative revision +1 didn't produce 1 migrations
    next: see where the database is with: sqlembic history -i
  [1]
  $ down base
  d747a8a88790 -> 27c6a30d7c24, add shopping cart items
  27c6a30d7c24 -> 1975ea83b712, add shopping cart table
  1975ea83b712 -> <base>, create account table
  $ down 1975:27c6
  sqlembic: Range revision not allowed
    next: a range START:END is for --sql; against a database its rows are the start
  [1]

With several.

  $ sq -q upgrade heads
  $ sqlembic current
  109ec7d132bf (head)
  ae1027b6acf0 (head)
  d747a8a88790 (head)
  $ down -1
  warning: -1 is ambiguous, since there are 3 heads: it counts from the first row, d747a8a88790; name the branch (LABEL@-1) or the revision (d747a8a88790-1) to be sure
  d747a8a88790 -> 27c6a30d7c24, add shopping cart items
  $ down networking@-1
  109ec7d132bf -> 3cac04ae8714, add ip number table
  $ down shoppingcart@-3
  ae1027b6acf0 -> ae1027a6acf0, add another
  ae1027a6acf0 -> 1975ea83b712, add a column
  d747a8a88790 -> 27c6a30d7c24, add shopping cart items
  27c6a30d7c24 -> 1975ea83b712, add shopping cart table
  1975ea83b712 -> <base>, create account table
  $ down 1975
  ae1027b6acf0 -> ae1027a6acf0, add another
  ae1027a6acf0 -> 1975ea83b712, add a column
  d747a8a88790 -> 27c6a30d7c24, add shopping cart items
  27c6a30d7c24 -> 1975ea83b712, add shopping cart table
  $ down ae1027a@base
  ae1027b6acf0 -> ae1027a6acf0, add another
  ae1027a6acf0 -> 1975ea83b712, add a column
  d747a8a88790 -> 27c6a30d7c24, add shopping cart items
  27c6a30d7c24 -> 1975ea83b712, add shopping cart table
  1975ea83b712 -> <base>, create account table
  $ down networking@base
  109ec7d132bf -> 3cac04ae8714, add ip number table
  3cac04ae8714 -> <base>, create networking branch
  $ down head
  sqlembic: Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads
    detail: heads: 109ec7d132bf, ae1027b6acf0, d747a8a88790
    next: say heads for all of them, name one, or join them with: sqlembic merge heads
  [1]
  $ up +1
  sqlembic: Ambiguous upgrade from multiple current revisions
    next: say which branch: BRANCH@+N, or name the revision
  [1]
  $ up head
  sqlembic: Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads
    detail: heads: 109ec7d132bf, ae1027b6acf0, d747a8a88790
    next: say heads for all of them, name one, or join them with: sqlembic merge heads
  [1]
  $ up heads
  Nothing to do.

stamp takes absolute ones, one or several.

  $ sq stamp 27c6
  Running stamp_revision d747a8a88790 -> 27c6a30d7c24
  Done, nothing was run: now at 109ec7d132bf (head), 27c6a30d7c24, ae1027b6acf0 (head).
  $ sqlembic current
  109ec7d132bf (head)
  27c6a30d7c24
  ae1027b6acf0 (head)
  $ sq stamp shoppingcart@head networking
  Running stamp_revision 27c6a30d7c24, 109ec7d132bf -> d747a8a88790
  Running stamp_revision  -> 3cac04ae8714
  Done, nothing was run: now at 3cac04ae8714, ae1027b6acf0 (head), d747a8a88790 (head).
  $ sqlembic current
  3cac04ae8714
  ae1027b6acf0 (head)
  d747a8a88790 (head)
  $ sq stamp 1975 27c6
  warning: Requested revision 27c6a30d7c24 overlaps with other requested revisions 1975ea83b712; upgrade will refuse these rows
  Running stamp_revision ae1027b6acf0, d747a8a88790 -> 1975ea83b712
  Running stamp_revision  -> 27c6a30d7c24
  Done, nothing was run: now at 27c6a30d7c24, 3cac04ae8714.
  $ sq stamp head
  sqlembic: Multiple heads are present; please specify a single target revision
    detail: heads: 109ec7d132bf, ae1027b6acf0, d747a8a88790
    state: nothing was changed
    next: say heads for all of them, name one, or join them with: sqlembic merge heads
  [1]
  $ sq stamp nowhere
  sqlembic: Can't locate revision identified by 'nowhere'
    state: nothing was changed
    next: list what there is with: sqlembic history
  [1]
  $ sq stamp +1
  sqlembic: Can't locate revision identified by '+1'
    state: nothing was changed
    next: list what there is with: sqlembic history
  [1]
  $ sq stamp base
  Running stamp_revision 1975ea83b712 -> 
  Running stamp_revision 3cac04ae8714 -> 
  Running stamp_revision 27c6a30d7c24 -> 
  Done, nothing was run: now at base.
  $ sqlembic current
  $ sq stamp
  usage: sqlembic stamp [--sql] [--tag TEXT] [--purge] [--wait TIME] [--create-schema] [--all] [--targets FILE] [--jobs N] [--canary N|NAME]... [--max-failures N] [--deadline TIME] [--report FILE] [--rerun FILE] [--junit FILE] [--output DIR] revisions...
  sqlembic: argument missing: revisions
  [2]
