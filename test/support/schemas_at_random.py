"""schemas_at_random.py: schemas made and changed at random, as models that are written out as SQL.

A schema is a list of objects in an order that loads.  Each is a dictionary: `kind`, `name`, `uses` (names of others), and what its
kind has.  What an engine knows is said by a class below (MySQL and MariaDB: mysql_at_random.py); an engine more is a class more.
The same seed makes the same schemas."""
import copy


def some(rnd, chance):
    return rnd.random() < chance


class Engine:
    """What all engines can: tables, indexes, views, triggers."""

    types = {}  # text of a type: texts of defaults
    kinds = ('table', 'table', 'table', 'index', 'index', 'view', 'trigger')
    deletes = ('', ' ON DELETE CASCADE', ' ON DELETE SET NULL')

    def __init__(self, rnd):
        self.rnd = rnd
        self.number = 0

    # ---- names and parts

    def name(self, letter):
        self.number += 1
        return self.rnd.choice(('%s%d', '%s%d', '%s%d', '"%s %d"', '"%s%dX"')) % (letter, self.number)

    def find(self, schema, *kinds):
        found = [o for o in schema if o['kind'] in kinds]
        return self.rnd.choice(found) if found else None

    def type(self, schema):
        """A type, what it uses, and its defaults."""
        text = self.rnd.choice(sorted(self.types))
        return text, [], self.types[text]

    def column(self, schema, columns):
        text, uses, defaults = self.type(schema)
        column = {'name': self.name('c'), 'type': text, 'uses': uses, 'not_null': some(self.rnd, 0.3), 'default': None,
                  'expression': None, 'more': ''}
        if defaults and some(self.rnd, 0.4):
            column['default'] = self.rnd.choice(defaults)
        self.dress(schema, column, columns)
        return column

    def dress(self, schema, column, columns):
        """What only this engine's columns have."""

    def numbers(self, table):
        return [c['name'] for c in table['columns'] if c['type'] in self.whole and not c['expression']]

    def texts(self, table):
        return [c['name'] for c in table['columns'] if c['type'] in self.letters and not c['expression']]

    def check(self, table):
        numbers, texts = self.numbers(table), self.texts(table)
        kinds = ['%s > %d' % (self.rnd.choice(numbers), self.rnd.randrange(9))] if numbers else []
        kinds += ['%s BETWEEN 1 AND %d' % (self.rnd.choice(numbers), self.rnd.randrange(2, 99))] if numbers else []
        kinds += ["%s IN ('a', 'b%d')" % (self.rnd.choice(texts), self.rnd.randrange(9))] if texts else []
        kinds += ["%s <> 'it''s'" % self.rnd.choice(texts)] if texts else []
        return self.rnd.choice(kinds) if kinds else None

    # ---- objects

    def make_table(self, schema):
        table = {'kind': 'table', 'name': self.name('t'), 'uses': [], 'columns': [], 'constraints': [], 'more': ''}
        table['columns'].append({'name': 'id', 'type': self.key_type, 'uses': [], 'not_null': True, 'default': None,
                                 'expression': None, 'more': ''})
        for _ in range(self.rnd.randrange(1, 5)):
            table['columns'].append(self.column(schema, table['columns']))
        if some(self.rnd, 0.8):
            table['constraints'].append((self.name('pk'), 'PRIMARY KEY (id)'))
        for _ in range(self.rnd.randrange(3)):
            self.add_constraint(schema, table)
        return table

    def add_constraint(self, schema, table):
        what = self.rnd.randrange(3)
        if what == 0:
            condition = self.check(table)
            if condition:
                table['constraints'].append((self.name('k'), 'CHECK (%s)' % condition))
        elif what == 1:
            columns = self.numbers(table) + self.texts(table)
            chosen = self.rnd.sample(columns, min(len(columns), self.rnd.randrange(1, 3)))
            table['constraints'].append((self.name('u'), self.unique(chosen)))
        else:
            other = self.find([o for o in schema if o['kind'] == 'table' and any('PRIMARY' in c[1] for c in o['constraints'])
                               and not o.get('partitioned')], 'table')
            if other and self.numbers(table):
                table['constraints'].append((self.name('f'), 'FOREIGN KEY (%s) REFERENCES %s (id)%s' % (
                    self.rnd.choice(self.numbers(table)), other['name'], self.rnd.choice(self.deletes)), other['name']))

    def unique(self, columns):
        return 'UNIQUE (%s)' % ', '.join(columns)

    def make_index(self, schema):
        table = self.find(schema, *self.indexed)
        if not table:
            return None
        index = {'kind': 'index', 'name': self.name('i'), 'uses': [table['name']], 'table': table['name']}
        self.fill_index(index, table)
        return index

    def fill_index(self, index, table):
        columns = self.numbers(table) + self.texts(table) if 'columns' in table else []
        keys = [c + self.rnd.choice(('', '', ' DESC')) for c in self.rnd.sample(columns, min(len(columns), 2))]
        if not keys:
            keys = ['id']
        if 'columns' in table and self.texts(table) and some(self.rnd, 0.2):
            keys.append('lower(%s)' % self.rnd.choice(self.texts(table)))
        index['keys'], index['unique'] = ', '.join(keys), some(self.rnd, 0.2)
        index['where'] = ' WHERE %s' % self.check(table) if 'columns' in table and some(self.rnd, 0.3) and self.check(table) else ''

    def make_view(self, schema):
        over = self.find(schema, 'table', 'view')
        if not over:
            return None
        view = {'kind': 'view', 'name': self.name('v'), 'uses': [over['name']], 'over': over['name'], 'word': 'VIEW'}
        self.fill_view(view, over)
        return view

    def fill_view(self, view, over):
        names = [c['name'] for c in over['columns']] if 'columns' in over else over['gives']
        chosen = self.rnd.sample(names, self.rnd.randrange(1, len(names) + 1))
        view['gives'] = chosen
        view['query'] = 'SELECT %s FROM %s%s' % (', '.join(chosen), over['name'],
                                                ' WHERE %s IS NOT NULL' % chosen[0] if some(self.rnd, 0.3) else '')

    def make_trigger(self, schema):
        table = self.find(schema, 'table')
        if not table:
            return None
        trigger = {'kind': 'trigger', 'name': self.name('g'), 'uses': [table['name']], 'table': table['name']}
        self.fill_trigger(trigger, schema, table)
        return trigger

    def fill_trigger(self, trigger, schema, table):
        raise NotImplementedError

    def make(self, schema):
        return getattr(self, 'make_' + self.rnd.choice(self.kinds))(schema)

    def schema(self):
        schema = []
        for _ in range(self.rnd.randrange(2, 12)):
            made = self.make(schema)
            if made:
                schema.append(made)
        return schema

    # ---- changes

    def without(self, schema, name):
        """Without the object of that name, and what uses it."""
        gone, kept = {name}, []
        for o in schema:
            if o['name'] in gone or gone & set(o['uses']) or any(gone & set(c['uses']) for c in o.get('columns', [])):
                gone.add(o['name'])
                continue
            if 'constraints' in o:
                o['constraints'] = [c for c in o['constraints'] if len(c) < 3 or c[2] not in gone]
            kept.append(o)
        return kept

    def users(self, schema, name):
        return [o['name'] for o in schema if name in o['uses']]

    def change_table(self, schema, table):
        what = self.rnd.randrange(7)
        mentioned = ' '.join(c[1] for c in table['constraints']) + ' '.join(c['expression'] or '' for c in table['columns'])
        free = [c for c in table['columns'] if c['name'] not in mentioned and c['name'] != 'id']
        column = self.rnd.choice(free) if free else None
        if what == 0:
            table['columns'].append(self.column(schema, table['columns']))
        elif what == 1 and column:
            table['columns'].remove(column)
            for user in self.users(schema, table['name']):
                schema[:] = self.without(schema, user)
        elif what == 2 and column and not column['expression']:
            column['type'], column['uses'], defaults = self.type(schema)
            column['default'] = self.rnd.choice(defaults) if defaults and some(self.rnd, 0.5) else None
            column['more'] = ''
            for user in self.users(schema, table['name']):
                if some(self.rnd, 0.5) or self.says(schema, user, column['name']):
                    schema[:] = self.without(schema, user)
        elif what == 3 and column:
            column['not_null'] = not column['not_null']
        elif what == 4 and column and not column['expression']:
            defaults = self.types.get(column['type'])
            column['default'] = self.rnd.choice(defaults) if defaults and not column['default'] else None
        elif what == 5 and table['constraints']:
            gone = self.rnd.choice(table['constraints'])
            table['constraints'].remove(gone)
            if 'PRIMARY' in gone[1]:
                for o in schema:
                    if 'constraints' in o:
                        o['constraints'] = [c for c in o['constraints'] if len(c) < 3 or c[2] != table['name']]
        else:
            self.add_constraint(schema, table)

    def says(self, schema, name, word):
        o = next((o for o in schema if o['name'] == name), None)
        return o is not None and word in ' '.join(str(v) for v in o.values())

    def change(self, schema):
        """One step to another schema."""
        o = self.rnd.choice(schema) if schema else None
        what = self.rnd.randrange(10)
        if not o or what < 3:
            made = self.make(schema)
            if made:
                schema.append(made)
        elif what < 5:
            schema[:] = self.without(schema, o['name'])
        else:
            self.change_object(schema, o)

    def change_object(self, schema, o):
        over = next((t for t in schema if t['name'] in (o.get('table'), o.get('over'))), None)
        if o['kind'] == 'table':
            self.change_table(schema, o)
        elif o['kind'] == 'index':
            self.fill_index(o, over)
        elif o['kind'] == 'view':
            for user in self.users(schema, o['name']):
                schema[:] = self.without(schema, user)
            self.fill_view(o, over)
        elif o['kind'] == 'trigger':
            self.fill_trigger(o, schema, over)

    def pair(self):
        a = self.schema()
        b = copy.deepcopy(a)
        for _ in range(self.rnd.randrange(1, 7)):
            self.change(b)
        return a, b

    # ---- SQL

    def write_column(self, c):
        text = '%s %s' % (c['name'], c['type'])
        if c['expression']:
            text += ' GENERATED ALWAYS AS (%s) STORED' % c['expression']
        if c['default']:
            text += ' DEFAULT %s' % c['default']
        return text + c['more'] + (' NOT NULL' if c['not_null'] else '')

    def write_table(self, t):
        elements = [self.write_column(c) for c in t['columns']]
        elements += ['CONSTRAINT %s %s' % c[:2] for c in t['constraints']]
        return ['CREATE TABLE %s (\n\t%s\n)%s' % (t['name'], ',\n\t'.join(elements), t['more'])]

    def write_index(self, i):
        return ['CREATE %sINDEX %s ON %s (%s)%s' % ('UNIQUE ' if i['unique'] else '', i['name'], i['table'], i['keys'], i['where'])]

    def write_view(self, v):
        return ['CREATE %s %s AS %s' % (v['word'], v['name'], v['query'])]

    def write(self, schema):
        return ''.join(s + ';\n' for o in schema for s in getattr(self, 'write_' + o['kind'])(o))


class Sqlite(Engine):
    types = {'INTEGER': ['0', '-7'], 'TEXT': ["'x'", "'it''s'", 'NULL'], 'REAL': ['1.5'], 'NUMERIC': ['3'], 'BLOB': ["x'00'"],
             'VARCHAR(20)': ["'a'"], 'TIMESTAMP': ['CURRENT_TIMESTAMP']}
    whole, letters, key_type, indexed = ('INTEGER', 'NUMERIC'), ('TEXT', 'VARCHAR(20)'), 'INTEGER', ('table',)

    def dress(self, schema, column, columns):
        if column['type'] == 'TEXT' and some(self.rnd, 0.3):
            column['more'] = ' COLLATE NOCASE'
        if column['type'] == 'INTEGER' and some(self.rnd, 0.15):
            column.update(expression='id * %d' % self.rnd.randrange(2, 9), default=None, not_null=False)

    def make_table(self, schema):
        table = super().make_table(schema)
        if any('PRIMARY' in c[1] for c in table['constraints']) and some(self.rnd, 0.15):
            table['more'] = ' WITHOUT ROWID'
        return table

    def fill_trigger(self, trigger, schema, table):
        trigger['text'] = '%s %s ON %s BEGIN UPDATE %s SET id = id WHERE id = %d; SELECT 1; END' % (
            self.rnd.choice(('BEFORE', 'AFTER')), self.rnd.choice(('INSERT', 'UPDATE', 'DELETE')), table['name'], table['name'],
            self.rnd.randrange(9))

    def write_trigger(self, t):
        return ['CREATE TRIGGER %s %s' % (t['name'], t['text'])]


class Postgresql(Engine):
    types = {'integer': ['0', '-7'], 'bigint': ['0', '12'], 'smallint': ['3'], 'text': ["'x'", "'it''s'"], 'varchar(20)': ["'a'"],
             'varchar(40)': ["'a'"], 'numeric(10,2)': ['1.50'], 'boolean': ['true'], 'date': ['CURRENT_DATE', "'2020-01-01'"],
             'timestamptz': ['now()'], 'timestamp': ['CURRENT_TIMESTAMP'], 'jsonb': ["'{}'"], 'uuid': [], 'text[]': ["'{}'"],
             'integer[]': ["'{1,2}'"], 'bytea': [], 'interval': ["'1 day'"]}
    whole, letters, key_type = ('integer', 'bigint', 'smallint'), ('text', 'varchar(20)', 'varchar(40)'), 'integer'
    indexed = ('table', 'partitioned', 'matview')
    kinds = Engine.kinds + ('enum', 'domain', 'composite', 'sequence', 'function', 'partitioned', 'child', 'matview', 'policy',
                            'comment', 'statistics', 'rule', 'schema')

    def name(self, letter):
        return super().name(letter)

    def type(self, schema):
        o = self.find(schema, 'enum', 'domain', 'composite') if some(self.rnd, 0.3) else None
        if not o:
            return super().type(schema)
        if o['kind'] == 'enum':
            array = some(self.rnd, 0.2)
            return (o['name'] + '[]', [o['name']], ["'{%s}'" % o['labels'][0]]) if array else \
                (o['name'], [o['name']], ["'%s'" % o['labels'][0]])
        return o['name'], [o['name']], ['3'] if o['kind'] == 'domain' else []

    def dress(self, schema, column, columns):
        function = self.find(schema, 'function')
        if column['type'] in self.whole and function and some(self.rnd, 0.2):
            column.update(default='%s(%d)' % (function['name'], self.rnd.randrange(9)), uses=[function['name']])
        elif column['type'] == 'integer' and some(self.rnd, 0.2):
            column.update(expression='id * %d' % self.rnd.randrange(2, 9), default=None, not_null=False)
        elif column['type'] in ('integer', 'bigint') and some(self.rnd, 0.2):
            column.update(default=None, more=' GENERATED %s AS IDENTITY' % self.rnd.choice(('ALWAYS', 'BY DEFAULT')), not_null=True)
        elif column['type'] in self.letters and some(self.rnd, 0.2):
            column['more'] = ' COLLATE "C"'

    def make_table(self, schema):
        table = super().make_table(schema)
        table['more'] = self.rnd.choice(('', '', '', ' WITH (fillfactor=%d)' % self.rnd.randrange(50, 99)))
        home = self.find(schema, 'schema')
        if home and some(self.rnd, 0.5):
            table.update(name='%s.%s' % (home['name'], table['name']), uses=[home['name']])
        return table

    def unique(self, columns):
        return super().unique(columns) + self.rnd.choice(('', '', ' DEFERRABLE INITIALLY DEFERRED'))

    def fill_trigger(self, trigger, schema, table):
        trigger['text'] = '%s %s ON %s FOR EACH ROW%s EXECUTE PROCEDURE pg_catalog.suppress_redundant_updates_trigger()' % (
            'BEFORE', 'UPDATE', table['name'], ' WHEN (OLD.id > %d)' % self.rnd.randrange(9) if some(self.rnd, 0.5) else '')
        trigger['state'] = self.rnd.choice(('', '', 'DISABLE', 'ENABLE ALWAYS'))

    def make_enum(self, schema):
        return {'kind': 'enum', 'name': self.name('e'), 'uses': [], 'labels': ['l%d' % i for i in range(self.rnd.randrange(1, 5))]}

    def make_domain(self, schema):
        return {'kind': 'domain', 'name': self.name('d'), 'uses': [], 'type': self.rnd.choice(('integer', 'bigint')),
                'check': self.rnd.randrange(3), 'default': self.rnd.choice((None, '4'))}

    def make_composite(self, schema):
        return {'kind': 'composite', 'name': self.name('y'), 'uses': [],
                'attributes': [['a%d' % i, self.rnd.choice(('integer', 'text', 'bigint'))] for i in range(self.rnd.randrange(1, 4))]}

    def make_sequence(self, schema):
        return {'kind': 'sequence', 'name': self.name('q'), 'uses': [], 'increment': self.rnd.randrange(1, 9)}

    def make_function(self, schema):
        return {'kind': 'function', 'name': self.name('n'), 'uses': [], 'argument': self.rnd.choice('xy'),
                'result': self.rnd.choice(('integer', 'bigint')), 'body': self.rnd.randrange(9)}

    def make_partitioned(self, schema):
        table = super().make_table(schema)
        table['columns'] = [c for c in table['columns'] if not c['expression'] and 'IDENTITY' not in c['more']]
        table['constraints'] = [c for c in table['constraints'] if 'CHECK' in c[1] or 'PRIMARY' in c[1]]
        table.update(kind='partitioned', parts=sorted(self.rnd.sample(range(5), self.rnd.randrange(4))))
        return table

    def make_child(self, schema):
        parent = self.find(schema, 'table')
        if not parent:
            return None
        return {'kind': 'child', 'name': self.name('h'), 'uses': [parent['name']], 'over': parent['name'],
                'columns': [self.column([], [])]}

    def make_matview(self, schema):
        view = self.make_view(schema)
        if view:
            view.update(kind='matview', word='MATERIALIZED VIEW')
        return view

    def make_policy(self, schema):
        table = self.find(schema, 'table')
        return table and {'kind': 'policy', 'name': self.name('o'), 'uses': [table['name']], 'table': table['name'],
                          'limit': self.rnd.randrange(9)}

    def make_comment(self, schema):
        o = self.find(schema, 'table', 'view')
        return o and {'kind': 'comment', 'name': self.name('m'), 'uses': [o['name']],
                      'on': '%s %s' % (o['kind'].upper(), o['name']), 'text': "it''s %d" % self.rnd.randrange(99)}

    def make_statistics(self, schema):
        table = self.find(schema, 'table')
        if not table or len(self.numbers(table)) < 2:
            return None
        return {'kind': 'statistics', 'name': self.name('s'), 'uses': [table['name']], 'table': table['name'],
                'columns_of': ', '.join(self.numbers(table)[:2])}

    def make_rule(self, schema):
        table = self.find(schema, 'table')
        return table and {'kind': 'rule', 'name': self.name('r'), 'uses': [table['name']], 'table': table['name'],
                          'limit': self.rnd.randrange(9)}

    def make_schema(self, schema):
        return {'kind': 'schema', 'name': self.name('w'), 'uses': []}

    def change_object(self, schema, o):
        kind = o['kind']
        if kind == 'enum':
            at = self.rnd.randrange(len(o['labels']) + 1)
            o['labels'].insert(at, 'n%d' % self.rnd.randrange(1000))
            if some(self.rnd, 0.4) and len(o['labels']) > 2:
                o['labels'] = o['labels'][:1] + o['labels'][2:]
        elif kind == 'domain':
            o.update(type=self.rnd.choice(('integer', 'bigint')), check=self.rnd.randrange(3))
        elif kind == 'composite':
            if some(self.rnd, 0.5):
                o['attributes'].append([self.name('a'), 'text'])
            else:
                self.rnd.choice(o['attributes'])[1] = self.rnd.choice(('integer', 'text', 'bigint'))
        elif kind == 'sequence':
            o['increment'] = self.rnd.randrange(1, 9)
        elif kind == 'function':
            o.update(argument=self.rnd.choice('xy'), result=self.rnd.choice(('integer', 'bigint')), body=self.rnd.randrange(9))
        elif kind == 'partitioned':
            o['parts'] = sorted(self.rnd.sample(range(5), self.rnd.randrange(4)))
        elif kind in ('policy', 'rule'):
            o['limit'] = self.rnd.randrange(9)
        elif kind == 'comment':
            o['text'] = 'other %d' % self.rnd.randrange(99)
        elif kind == 'matview':
            super().change_object(schema, dict(o, kind='view'))
        else:
            super().change_object(schema, o)

    def write_enum(self, o):
        return ['CREATE TYPE %s AS ENUM (%s)' % (o['name'], ', '.join("'%s'" % x for x in o['labels']))]

    def write_domain(self, o):
        return ['CREATE DOMAIN %s AS %s%s%s' % (o['name'], o['type'], ' DEFAULT ' + o['default'] if o['default'] else '',
                                                ' CONSTRAINT dk CHECK (VALUE > %d)' % -o['check'] if o['check'] else '')]

    def write_composite(self, o):
        return ['CREATE TYPE %s AS (%s)' % (o['name'], ', '.join('%s %s' % tuple(a) for a in o['attributes']))]

    def write_sequence(self, o):
        return ['CREATE SEQUENCE %s INCREMENT %d' % (o['name'], o['increment'])]

    def write_function(self, o):
        return ["CREATE FUNCTION %s(%s integer) RETURNS %s IMMUTABLE LANGUAGE sql AS 'SELECT %d'" % (
            o['name'], o['argument'], o['result'], o['body'])]

    def write_partitioned(self, o):
        table = self.write_table(dict(o, more=' PARTITION BY RANGE (id)'))
        bare = o['name'].strip('"')
        return table + ['CREATE TABLE "%s_%d" PARTITION OF %s FOR VALUES FROM (%d) TO (%d)' % (bare, n, o['name'], n * 10, n * 10 + 10)
                        for n in o['parts']]

    def write_child(self, o):
        return ['CREATE TABLE %s (%s) INHERITS (%s)' % (o['name'], self.write_column(o['columns'][0]), o['over'])]

    def write_matview(self, o):
        return self.write_view(o)

    def write_policy(self, o):
        return ['CREATE POLICY %s ON %s USING (id > %d)' % (o['name'], o['table'], o['limit'])]

    def write_comment(self, o):
        return ["COMMENT ON %s IS '%s'" % (o['on'], o['text'])]

    def write_statistics(self, o):
        return ['CREATE STATISTICS %s ON %s FROM %s' % (o['name'], o['columns_of'], o['table'])]

    def write_rule(self, o):
        return ['CREATE RULE %s AS ON INSERT TO %s WHERE NEW.id = %d DO INSTEAD NOTHING' % (o['name'], o['table'], o['limit'])]

    def write_schema(self, o):
        return ['CREATE SCHEMA %s' % o['name']]

    def write_trigger(self, t):
        made = ['CREATE TRIGGER %s %s' % (t['name'], t['text'])]
        return made + (['ALTER TABLE %s %s TRIGGER %s' % (t['table'], t['state'], t['name'])] if t['state'] else [])
