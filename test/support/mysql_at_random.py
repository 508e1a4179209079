"""mysql_at_random.py: schemas of MySQL and MariaDB made and changed at random (schemas_at_random.py says how).

`knows` says whether the server is `mariadb NUMBER` or `mysql NUMBER`, or a later one.  What only goes with something else, as a
character set with texts, is kept in the model and written where it goes: few schemas are refused."""
from schemas_at_random import Engine, some

TEXTS = ('tinytext', 'text', 'mediumtext', 'longtext')
WORDS = ("enum('a','b')", "enum('a','b','c')", "set('x','y','z')")
TIMES = ('datetime', 'datetime(6)', 'timestamp', 'timestamp(3)')
FUNCTIONS = {'varchar': ("concat(%s,'-x')", 'lower(%s)', 'left(%s,3)', "if(%s = 'a',1,0)", "replace(%s,'\\\\','/')"),
             'int': ('%s * 2', 'coalesce(%s,0) + 1', 'case when %s > 3 then 1 else 0 end', '-%s', '%s MOD 7'),
             'json': ("json_unquote(json_extract(%s,'$.a'))", "json_value(%s,'$.b')"),
             'datetime': ('year(%s)', 'cast(%s as date)', "date_format(%s,'%%Y-%%m')")}


class Mysql(Engine):
    types = {'int': ['0', '-7'], 'int unsigned': ['7'], 'bigint': ['0', '12'], 'smallint': ['3'], 'tinyint(1)': ['1'],
             'mediumint': ['5'], 'bigint unsigned': ['0'], 'varchar(20)': ["'x'", "'it''s'", "(concat('a','b'))"],
             'varchar(40)': ["'a'", "''"], 'char(3)': ["'abc'"], 'decimal(10,2)': ['1.50', '0'], 'date': ["'2020-01-01'"],
             'datetime': ['CURRENT_TIMESTAMP'], 'datetime(6)': ['CURRENT_TIMESTAMP(6)'], 'timestamp': ['CURRENT_TIMESTAMP'],
             'timestamp(3)': ['CURRENT_TIMESTAMP(3)'], 'time': ["'10:00:00'"], 'year': ['2001'], 'bit(1)': ["b'1'"],
             'bit(8)': ["b'101'"], 'tinytext': [], 'text': ["('long')"], 'mediumtext': [], 'longtext': [],
             'json': ['(json_array())'], 'blob': [], 'binary(16)': [], 'varbinary(16)': ["'ab'"],
             "enum('a','b')": ["'a'"], "enum('a','b','c')": ["'c'"],
             "set('x','y','z')": ["'x,z'", "''"], 'double': ['1.5'], 'float': ['2'], 'point': [], 'geometry': []}
    whole, letters = ('int', 'bigint', 'smallint', 'int unsigned'), ('varchar(20)', 'varchar(40)')
    key_type, indexed = 'int', ('table',)
    kinds = Engine.kinds + ('function', 'procedure', 'event', 'sequence')
    deletes = ('', ' ON DELETE CASCADE', ' ON DELETE SET NULL', ' ON UPDATE CASCADE', ' ON DELETE RESTRICT ON UPDATE SET NULL',
               ' ON DELETE NO ACTION')

    def __init__(self, rnd, knows):
        super().__init__(rnd)
        self.mariadb, self.knows = knows('mariadb 0'), knows
        for since, text, defaults in (('mariadb 100500', 'inet6', ["'::1'"]), ('mariadb 101000', 'inet4', ["'10.0.0.1'"]),
                                      ('mariadb 100700', 'uuid', ['(uuid())']), ('mariadb 110701', 'vector(3)', []),
                                      ('mysql 90000', 'vector(3)', [])):
            if knows(since):
                self.types = dict(self.types, **{text: defaults})

    def name(self, letter):
        self.number += 1
        return self.rnd.choice(('%s%d',) * 5 + ('`%s %d`', '`%s%dX`', '`%s.%d`', '`%s-é%d`')) % (letter, self.number)

    def pick(self, *choices):
        return self.rnd.choice(choices)

    # ---- columns

    def charset(self):
        return self.pick('CHARACTER SET latin1', 'COLLATE utf8mb4_bin', 'CHARACTER SET ascii COLLATE ascii_bin',
                         'COLLATE utf8mb4_unicode_ci', 'CHARACTER SET binary', 'CHARACTER SET ucs2')

    def dress(self, schema, column, columns):
        text = column['type']
        more = column['has'] = {}
        if some(self.rnd, 0.2):
            more['charset'] = self.charset()
        if some(self.rnd, 0.2):
            more['comment'] = self.pick("it''s", 'a;b', 'é', 'c:\\\\d', 'x\\ny', '')
        if some(self.rnd, 0.1):
            more['unseen'] = True
        if text in TIMES and some(self.rnd, 0.5):
            more['update'] = True
        if text in TEXTS and some(self.rnd, 0.2):
            more['compressed'] = True
        sequence = self.find(schema, 'sequence')
        if columns and some(self.rnd, 0.15):
            self.generate(column, columns)
        elif sequence and text == 'bigint' and some(self.rnd, 0.5):
            column.update(default='nextval(%s)' % sequence['name'], uses=[sequence['name']])

    def generate(self, column, columns):
        sources = [(c['name'], k) for c in columns for k in FUNCTIONS
                   if c['type'].startswith(k) and not c['expression'] and c['name'] != 'id']
        if not sources:
            return
        name, kind = self.rnd.choice(sources)
        column.update(type=self.pick('varchar(60)', 'varchar(80)', 'int') if kind in ('varchar', 'json') else 'varchar(30)'
                      if kind == 'datetime' else 'bigint', expression=self.rnd.choice(FUNCTIONS[kind]) % name, default=None,
                      uses=[], not_null=False)
        column['has']['kept'] = self.pick('STORED', 'VIRTUAL')

    def write_column(self, c):
        text, has = '%s %s' % (c['name'], c['type']), c.get('has', {})
        is_text = c['type'].startswith(('varchar', 'char')) or c['type'] in TEXTS + WORDS
        if is_text and 'charset' in has:
            text += ' ' + has['charset']
        elif has.get('compressed') and self.mariadb and is_text:
            text += ' /*M! COMPRESSED*/'
        if c['expression']:
            text += ' GENERATED ALWAYS AS (%s) %s' % (c['expression'], has['kept'])
        elif c['not_null']:
            text += ' NOT NULL'
        elif c['type'].startswith('timestamp'):
            text += ' NULL'
        if c['default'] and not c['expression']:
            text += ' DEFAULT %s' % c['default']
        if c['type'] in TIMES and has.get('update') and not c['expression']:
            text += ' ON UPDATE CURRENT_TIMESTAMP' + c['type'][len(c['type'].partition('(')[0]):]
        text += ' AUTO_INCREMENT' if has.get('number') else ''
        if has.get('unseen') and (c['default'] or not c['not_null']) and (self.mariadb or self.knows('mysql 80023')):
            text += ' INVISIBLE'
        if 'comment' in has:
            text += " COMMENT '%s'" % has['comment']
        return text

    # ---- tables

    def make_table(self, schema):
        table = super().make_table(schema)
        table['has'] = {}
        table['columns'][0]['has'] = {}
        for change in (self.change_options, self.change_options, self.change_parts):
            if some(self.rnd, 0.3):
                change(schema, table)
        if self.is_keyed(table) and some(self.rnd, 0.3):
            table['columns'][0]['has']['number'] = True
        return table

    def key(self, table):
        return next(c for c in table['columns'] if c['name'] == 'id')['has']

    def is_keyed(self, table):
        return any('PRIMARY' in c[1] for c in table['constraints'])

    def check(self, table):
        text = super().check(table)
        others = [c for c in table['columns'] if c['type'] in ('json', 'datetime', 'varchar(20)', 'decimal(10,2)')
                  and not c['expression']]
        if others and some(self.rnd, 0.5):
            c = self.rnd.choice(others)
            text = {'json': 'json_valid(%s)', 'datetime': "%s > '2001-01-01 00:00:00'", 'varchar(20)': self.pick(
                "%s regexp '^[a-z]'", 'char_length(%s) < 10', "%s like 'a%%%%'", "lower(%s) in ('q','r')", "%s <> 'é'"),
                    'decimal(10,2)': 'round(%s,1) <= 99.5'}[c['type']] % c['name']
        return text

    def add_constraint(self, schema, table):
        ints = [c['name'] for c in table['columns'] if c['type'] == 'int' and not c['expression'] and c['name'] != 'id'
                and not c['not_null']]
        parents = [o for o in schema + [table] if o['kind'] == 'table' and self.is_keyed(o) and self.is_plain(o)]
        if self.is_plain(table) and ints and parents and some(self.rnd, 0.5):
            other = self.rnd.choice(parents)
            table['constraints'].append((self.name('f'), 'FOREIGN KEY (%s) REFERENCES %s (id)%s' % (
                self.rnd.choice(ints), other['name'], self.rnd.choice(self.deletes)), other['name']))
        elif self.is_whole(table) and some(self.rnd, 0.4):
            columns = self.numbers(table) + self.texts(table)
            table['constraints'].append((self.name('u'), self.unique(self.rnd.sample(columns, min(len(columns), 2)))))
        else:
            condition = self.check(table)
            if condition:
                lax = ' NOT ENFORCED' if not self.mariadb and some(self.rnd, 0.2) else ''
                table['constraints'].append((self.name('k'), 'CHECK (%s)%s' % (condition, lax)))

    def is_whole(self, table):
        return not table.get('has', {}).get('parts')

    def is_plain(self, table):
        return self.is_whole(table) and 'ENGINE' not in table['more'] and 'history' not in table.get('has', {})

    def is_used(self, schema, table):
        return any(len(c) > 2 and table['name'] in c[2:] for o in schema + [table] for c in o.get('constraints', []))

    def change_options(self, schema, table):
        alone = not self.is_used(schema, table) and not any('FOREIGN' in c[1] for c in table['constraints'])
        choices = ["COMMENT='it''s %d'" % self.rnd.randrange(9), "COMMENT='é;'", 'ROW_FORMAT=DYNAMIC', 'ROW_FORMAT=COMPACT',
                   'ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=%d' % self.pick(4, 8), 'DEFAULT CHARSET=latin1', 'CHECKSUM=1',
                   'AUTO_INCREMENT=%d' % self.rnd.randrange(2, 99), 'CHARSET=utf8mb4 COLLATE=utf8mb4_bin', 'MAX_ROWS=1000',
                   'STATS_PERSISTENT=%d' % self.rnd.randrange(2), 'STATS_SAMPLE_PAGES=%d' % self.rnd.randrange(2, 30)]
        if self.mariadb:
            choices += ['PAGE_COMPRESSED=1', 'PAGE_COMPRESSED=1 PAGE_COMPRESSION_LEVEL=%d' % self.rnd.randrange(1, 9)]
        else:
            choices += ["COMPRESSION='zlib'", "ENGINE_ATTRIBUTE='{}'"]
        bare = all(c['type'] not in TEXTS + ('json', 'blob', 'point', 'geometry', 'vector(3)') for c in table['columns'])
        if alone and self.is_whole(table) and not any(c['expression'] for c in table['columns']):
            choices += ['ENGINE=MyISAM'] + ['ENGINE=MEMORY'] * bare + ['ENGINE=Aria TRANSACTIONAL=1'] * self.mariadb
        table['more'] = ' ' + self.rnd.choice(choices) if some(self.rnd, 0.9) else ''
        if alone and self.mariadb and some(self.rnd, 0.2) and 'ENGINE' not in table['more']:
            table['has']['history'] = True
        elif some(self.rnd, 0.3):
            table['has'].pop('history', None)

    def change_parts(self, schema, table):
        """Only keys that have the partitions' columns go with them."""
        bad = any('UNIQUE' in c[1] or 'FOREIGN' in c[1] for c in table['constraints']) or self.is_used(schema, table) or \
            any(o['kind'] == 'index' and o['table'] == table['name'] and (o['unique'] or o['sort'].strip()) for o in schema) or \
            any(c['type'] in ('point', 'geometry', 'vector(3)') for c in table['columns'])
        if some(self.rnd, 0.2) or bad or 'ENGINE' in table['more']:
            table['has'].pop('parts', None)
            return
        cuts = sorted(self.rnd.sample(range(1, 9), self.rnd.randrange(1, 5)))
        ranges = ', '.join('PARTITION p%d VALUES LESS THAN (%d)%s' % (n, n * 10, self.pick('', '', " COMMENT = 'p%d'" % n))
                           for n in cuts)
        if some(self.rnd, 0.5):
            ranges += ', PARTITION rest VALUES LESS THAN (MAXVALUE)'
        lists = ', '.join('PARTITION l%d VALUES IN (%d,%d)' % (n, n, n + 100) for n in cuts)
        sub = self.pick('', '', ' SUBPARTITION BY %s(id) SUBPARTITIONS 2' % self.pick('HASH', 'KEY', 'LINEAR HASH '))
        table['has']['parts'] = self.pick(
            'RANGE (id)%s (%s)' % (sub, ranges), 'RANGE COLUMNS (id)%s (%s)' % (sub, ranges), 'LIST (id)%s (%s)' % (sub, lists),
            'LIST COLUMNS (id) (%s)' % lists, 'HASH (id) PARTITIONS %d' % self.rnd.randrange(1, 5),
            'LINEAR HASH (id MOD 5) PARTITIONS 3', 'KEY (id) PARTITIONS %d' % self.rnd.randrange(1, 5),
            'LINEAR KEY (id) PARTITIONS 2',
            'KEY ALGORITHM=1 (id) PARTITIONS 2' if not self.mariadb else 'HASH (id MOD 3) PARTITIONS 2')

    def write_table(self, t):
        has = t['has']
        if self.mariadb and any('CHECK' in c[1] and 'id ' in c[1] for c in t['constraints']):
            self.key(t).pop('number', None)
        more = t['more'] + (' WITH SYSTEM VERSIONING' if 'history' in has else '')
        more += ' PARTITION BY ' + has['parts'] if 'parts' in has else ''
        return super().write_table(dict(t, more=more))

    def change_table(self, schema, table):
        free = [c for c in table['columns'] if c['name'] != 'id']
        column = self.rnd.choice(free) if free else None
        what = self.rnd.randrange(12)
        if what == 0:
            self.change_options(schema, table)
        elif what == 1:
            self.change_parts(schema, table)
        elif what == 2 and column:
            table['columns'].remove(column)
            table['columns'].insert(self.rnd.randrange(len(table['columns']) + 1), column)
        elif what == 3 and column:
            fresh = {'type': column['type'], 'has': {}, 'uses': [], 'expression': None}
            self.dress([], fresh, [])
            stays = {k: column['has'][k] for k in ('kept', 'compressed') if k in column['has']}
            column['has'] = dict({k: v for k, v in fresh['has'].items() if k != 'compressed'}, **stays)
        elif what == 4 and column and column['expression']:
            column['has']['kept'] = self.pick('STORED', 'VIRTUAL')
        elif what == 5 and self.is_keyed(table):
            self.key(table)['number'] = not self.key(table).get('number')
        elif what == 6:
            table['columns'].insert(self.rnd.randrange(len(table['columns']) + 1), self.column(schema, table['columns']))
        elif what == 7 and table['constraints']:
            at = self.rnd.randrange(len(table['constraints']))
            table['constraints'][at] = (self.name('n'),) + table['constraints'][at][1:]
        else:
            super().change_table(schema, table)
            if not self.is_keyed(table):
                self.key(table).pop('number', None)

    # ---- what stands on tables

    def fill_index(self, index, table):
        plain = self.numbers(table) + self.texts(table)
        keys = self.rnd.sample(plain, min(len(plain), self.rnd.randrange(1, 4)))
        texts = [c['name'] for c in table['columns'] if c['type'] in TEXTS and not c['expression']
                 and not c['has'].get('compressed')]
        keys = [k + self.pick('', '(5)' if k in self.texts(table) else '') + self.pick('', '', ' DESC') for k in keys] or ['id']
        if texts and some(self.rnd, 0.3):
            keys.append('%s(8)' % self.rnd.choice(texts))
        if not self.mariadb and self.texts(table) and some(self.rnd, 0.3):
            keys.append(self.pick('(lower(%s))', '(left(%s,2)) DESC', '(char_length(%s))') % self.rnd.choice(self.texts(table)))
        whole = self.is_whole(table)
        index.update(sort='', unique=whole and some(self.rnd, 0.2), where='')
        shapes = [c['name'] for c in table['columns'] if c['type'] in ('point', 'geometry') and c['not_null']]
        if whole and 'ENGINE' not in table['more'] and (texts or self.texts(table)) and some(self.rnd, 0.2):
            index.update(sort='FULLTEXT ', unique=False)
            keys = [self.rnd.choice(texts + self.texts(table))]
            index['where'] = ' WITH PARSER ngram' if not self.mariadb and some(self.rnd, 0.3) else ''
        elif whole and 'ENGINE' not in table['more'] and shapes and some(self.rnd, 0.5):
            index.update(sort='SPATIAL ', unique=False)
            keys = [self.rnd.choice(shapes)]
        else:
            index['where'] = self.pick('', '', ' USING BTREE')
        if some(self.rnd, 0.2):
            index['where'] += " COMMENT 'it''s'"
        if some(self.rnd, 0.15) and (not self.mariadb or self.knows('mariadb 100600')):
            index['where'] += ' IGNORED' if self.mariadb else ' INVISIBLE'
        index['keys'] = ', '.join(keys)

    def write_index(self, i):
        sort = i['sort'] + ('UNIQUE ' if i['unique'] else '')
        return ['CREATE %sINDEX %s ON %s (%s)%s' % (sort, i['name'], i['table'], i['keys'], i['where'])]

    def fill_view(self, view, over):
        super().fill_view(view, over)
        one = view['gives'][0]
        view['word'] = self.pick('', 'ALGORITHM=MERGE ', 'ALGORITHM=TEMPTABLE ') + self.pick('', 'DEFINER=root@localhost ') + \
            self.pick('', 'SQL SECURITY INVOKER ') + 'VIEW'
        if some(self.rnd, 0.3) and 'columns' in over:
            view['gives'] = ['n', 'm']
            view['query'] = self.pick(
                "SELECT count(%(c)s) AS n, 'é' AS m FROM %(t)s GROUP BY %(c)s HAVING count(0) > 1",
                'SELECT a.%(c)s AS n, b.%(c)s AS m FROM %(t)s a LEFT JOIN %(t)s b ON a.%(c)s = b.%(c)s ORDER BY 1 LIMIT 5',
                'WITH q AS (SELECT %(c)s FROM %(t)s) SELECT %(c)s AS n, 1 AS m FROM q UNION ALL SELECT %(c)s, 2 FROM %(t)s',
                'SELECT row_number() OVER (ORDER BY %(c)s) AS n, coalesce(%(c)s, 0) AS m FROM %(t)s',
                'SELECT CASE WHEN %(c)s IS NULL THEN 1 ELSE 0 END AS n, (SELECT max(%(c)s) FROM %(t)s x) AS m FROM %(t)s') % {
                    'c': one, 't': over['name']}
        elif 'TEMPTABLE' not in view['word'] and 'columns' in over and 'WHERE' in view['query'] and some(self.rnd, 0.4):
            view['query'] += self.pick(' WITH CASCADED CHECK OPTION', ' WITH LOCAL CHECK OPTION')

    def body(self):
        n = self.rnd.randrange(9)
        return self.pick(
            'SET @a = %d' % n, "BEGIN SET @a = ';'; SET @b = %d; END" % n,
            'BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION SET @a = 0; SET @a = %d; END' % n,
            'BEGIN DECLARE i INT DEFAULT %d; again: WHILE i > 0 DO SET i = i - 1; IF i = 2 THEN LEAVE again; END IF;'
            ' END WHILE; END' % n,
            "BEGIN -- it's a remark\nCASE @a WHEN %d THEN SET @b = 'é'; ELSE BEGIN END; END CASE; END" % n,
            "IF @a > %d THEN SET @b = \"x\"; /* END */ END IF" % n)

    def fill_trigger(self, trigger, schema, table):
        moment = '%s %s' % (self.pick('BEFORE', 'AFTER'), self.pick('INSERT', 'UPDATE', 'DELETE'))
        before = [t['name'] for t in schema if t['kind'] == 'trigger' and t['table'] == table['name'] and t['moment'] == moment
                  and t is not trigger]
        order, uses = '', [table['name']]
        if before and some(self.rnd, 0.5) and 'moment' not in trigger:
            other = self.rnd.choice(before)
            order, uses = '%s %s ' % (self.pick('FOLLOWS', 'PRECEDES'), other), uses + [other]
        body = self.body()
        if moment.startswith('BEFORE') and 'DELETE' not in moment and self.numbers(table) and some(self.rnd, 0.4):
            c = self.rnd.choice(self.numbers(table))
            body = 'SET NEW.%s = coalesce(NEW.%s, 0) + %d' % (c, c, self.rnd.randrange(9))
        trigger.update(moment=moment, uses=uses, text='%s ON %s FOR EACH ROW %s%s' % (moment, table['name'], order, body))

    # ---- programs

    def says_of(self):
        return self.pick('', ' DETERMINISTIC') + self.pick('', ' READS SQL DATA', ' NO SQL') + \
            self.pick('', ' SQL SECURITY INVOKER') + self.pick('', " COMMENT 'it''s; é'") + ' '

    def make_function(self, schema):
        return {'kind': 'function', 'name': self.name('r'), 'uses': [], 'text': '(%s) RETURNS %s%sRETURN %s' % (
            self.pick('', 'x int', "x varchar(20) CHARACTER SET latin1, y decimal(10,2)"), self.pick('int', 'varchar(30)',
            "enum('a','b')", 'text CHARSET latin1', 'bigint unsigned'), self.pick(' DETERMINISTIC', ' READS SQL DATA') + self.pick(
                '', " COMMENT 'f'", ' SQL SECURITY INVOKER') + ' ', self.pick('1', '2', "'a'", "(SELECT 'b')"))}

    def make_procedure(self, schema):
        return {'kind': 'procedure', 'name': self.name('p'), 'uses': [], 'text': '(%s)%s%s' % (
            self.pick('', 'IN x int', "OUT `y z` varchar(5), INOUT w json"), self.says_of(), self.body())}

    def make_event(self, schema):
        when = self.pick('EVERY %d DAY' % self.rnd.randrange(1, 9), "EVERY '1:30' HOUR_MINUTE STARTS '2030-01-01 00:00:00'",
                         "EVERY 2 WEEK STARTS '2030-01-01 00:00:00' ENDS '2031-01-01 00:00:00'", "AT '2035-05-05 05:05:05'")
        return {'kind': 'event', 'name': self.name('e'), 'uses': [], 'text': ' ON SCHEDULE %s%s DISABLE%s DO %s' % (
            when, self.pick('', ' ON COMPLETION PRESERVE'), self.pick('', " COMMENT 'it''s'"), self.body())}

    def make_sequence(self, schema):
        if not self.mariadb:
            return None
        return {'kind': 'sequence', 'name': self.name('q'), 'uses': [], 'text': ' START WITH %d INCREMENT BY %d%s%s%s' % (
            self.rnd.randrange(1, 9), self.rnd.randrange(1, 9), self.pick('', ' MAXVALUE 9999'),
            self.pick('', ' CACHE 7', ' NOCACHE'), self.pick('', ' CYCLE'))}

    def change_object(self, schema, o):
        if o['kind'] in ('function', 'procedure', 'event', 'sequence'):
            o['text'] = getattr(self, 'make_' + o['kind'])(schema)['text']
        else:
            super().change_object(schema, o)

    # ---- SQL

    def write_text(self, o):
        return ['CREATE %s %s%s' % (o['kind'].upper(), o['name'], o['text'])]

    write_function = write_procedure = write_event = write_sequence = write_text

    def write_trigger(self, t):
        return ['CREATE TRIGGER %s %s' % (t['name'], t['text'])]

    def write(self, schema):
        """Keys may refer to what comes behind them."""
        texts = ['SET foreign_key_checks = 0'] + ['SET system_versioning_alter_history = 1'] * self.mariadb
        texts += [s for o in schema for s in getattr(self, 'write_' + o['kind'])(o)]
        return ''.join('DELIMITER //\n%s //\nDELIMITER ;\n' % s if ';' in s or 'END' in s else s + ';\n' for s in texts)
