package io.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MistakesTest {
    private static final String GOOD = """
            - name: good
              when: { type: identify }
              do: sfmcUpsertRows
              to: { account: main, dataExtension: good }
            """;

    private static List<String> mistakes(String... files) {
        var texts = new TreeMap<String, String>();
        for (int at = 0; at < files.length; at++) {
            texts.put("routes/" + (char) ('a' + at) + ".mapping.yaml", files[at]);
        }
        var read = Sample.read(texts);
        assertThat(read.flows()).isEmpty();
        return read.mistakes().stream().map(Mistake::toString).toList();
    }

    @Test
    void twelve_mistakes_are_twelve_lines_with_place_and_remedy() throws IOException {
        try (var file = getClass().getResourceAsStream("/mistakes/twelve.mapping.yaml")) {
            var text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            var lines = Sample.read(Map.of("routes/twelve.mapping.yaml", text)).mistakes().stream()
                    .map(Mistake::toString)
                    .toList();
            assertThat(lines)
                    .containsExactly(
                            "routes/twelve.mapping.yaml:5:18: 'No Where' is not the name of an account;"
                                    + " write small letters, digits and '-' only, such as main",
                            "routes/twelve.mapping.yaml:6:3: unknown key 'feilds' in a mapping; write 'fields'",
                            "routes/twelve.mapping.yaml:8:37: the regular expression is bad: missing closing ) at '(';"
                                    + " write one in RE2's syntax (no look-around, no back-references), such as '^SKU-[0-9]+$'",
                            "routes/twelve.mapping.yaml:8:44: the path '$traits.mrr' is bad: 't' cannot follow '$';"
                                    + " write a path such as $.traits.plan or $.traits['odd key'][0]",
                            "routes/twelve.mapping.yaml:10:9: unknown key 'eventDefinition' in 'to' of sfmcUpsertRows;"
                                    + " write one of account, dataExtension, dataExtensionId",
                            "routes/twelve.mapping.yaml:11:12: a duration belongs here;"
                                    + " write a number above 0 with ms, s, m, h or d, such as 30s or 1h",
                            "routes/twelve.mapping.yaml:12:10: 'drop' is not known here;"
                                    + " write one of omit, clear, refuse",
                            "routes/twelve.mapping.yaml:15:7: 'sfmcUpsertRow' is not known here;"
                                    + " write one of salesforceUpsertRecords, sfmcCreateContact, sfmcDeleteContact, sfmcJourneyEvent, sfmcUpsertRows",
                            "routes/twelve.mapping.yaml:17:3: 'name' is missing in a mapping;"
                                    + " write a name, unique over all files",
                            "routes/twelve.mapping.yaml:20:11: sfmcJourneyEvent has no key 'contactKey':"
                                    + " its names are fixed; write Contact Key",
                            "routes/twelve.mapping.yaml:22:14: the jq expression 'if .traits' cannot be compiled;"
                                    + " write a jq 1.7 expression over the event, such as '.traits.mrr > 100';"
                                    + " environment, input and modules are not there",
                            "routes/twelve.mapping.yaml:23:32: 'money' is not known here;"
                                    + " write one of text, number, boolean, lower, upper, trim, json, date, datetime");
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            name: good                                  | 5:3 the key 'name' is there twice; keep one of them
            keys: Contact Key, Order Id                 | 5:9 no field can have the name 'Order Id', so the key would have no value; add the field, or write the key with its path: keys: { Order Id: $.properties.… }
            keys: [ Order Id ]                          | 5:11 no field can have the name 'Order Id', so the key would have no value; add the field, or write the key with its path: keys: { Order Id: $.properties.… }
            keys: $.userId                              | 5:9 '$.userId' is a path, not the name of a column; write keys: { Contact Key: $.userId }
            fields: { X: $.trait.plan }                 | 5:16 no Segment message has a field 'trait', in the path $.trait.plan; write $.traits, or $['trait'] if your events really have it
            fields: { X: $.user_id }                    | 5:16 no Segment message has a field 'user_id', in the path $.user_id; write $.userId, or $['user_id'] if your events really have it
            fields: { $all: all }                       | 5:19 a map of 'key: value' belongs here; write { titleCase: $.traits } or { titleCase: $.properties }
            fields: { X: { as: date } }                 | 5:16 a value has exactly one of from, constant, format, jq; write a path such as $.traits.plan, a list of paths, a constant, or one of { from: … }, { constant: … }, { format: … }, { jq: … }
            fields: { X: { from: $.a, zone: UTC } }     | 5:35 'zone' is for dates only; add 'as: date', or remove it
            fields: { X: { from: $.a, as: date, zone: Mars } } | 5:45 this is not a time zone; write a time zone such as UTC, -06:00 or Europe/Oslo
            fields: { X: '$.a[x]' }                     | 5:16 the path '$.a[x]' is bad: between [ and ] stands neither a number nor a quoted name; write a path such as $.traits.plan or $.traits['odd key'][0]
            fields: { X: $.a. }                         | 5:16 the path '$.a.' is bad: a name is missing after '$.a.'; write a path such as $.traits.plan or $.traits['odd key'][0]
            fields: { X: { jq: nosuch(.a) } }            | 5:22 the jq expression 'nosuch(.a)' is bad: Function nosuch/1 does not exist; write a jq 1.7 expression over the event, such as '.traits.mrr > 100'; environment, input and modules are not there
            fields: { X: { jq: env } }                  | 5:22 the jq expression 'env' is bad: Function env/0 does not exist; write a jq 1.7 expression over the event, such as '.traits.mrr > 100'; environment, input and modules are not there
            fields: { X: { format: 'a{$.b' } }          | 5:26 a { without its } in the format; write for instance '{$.userId}-{$.traits.n}', and {{ or }} for a brace itself
            fields: { X: { from: $.a, jq: .a } }        | 5:16 a value has exactly one of from, constant, format, jq; write a path such as $.traits.plan, a list of paths, a constant, or one of { from: … }, { constant: … }, { format: … }, { jq: … }
            fields: { X: }                              | 5:15 there is no value here; write a path such as $.traits.plan, a list of paths, a constant, or one of { from: … }, { constant: … }, { format: … }, { jq: … }
            fields: { $al: { titleCase: $.traits } }    | 5:13 '$al' is no column; write a name, $all, $context or $identifiers
            fields: { $all: { titelCase: $.traits } }   | 5:21 unknown key 'titelCase' in $all; write 'titleCase'
            fields: { $context: all }                   | 5:23 'all' is not known here; write one of standard, none
            fields: { $identifiers: all }               | 5:27 'all' is not known here; write one of standard, none
            fields: { Email: a, email: b }              | 5:23 the column 'email' is there twice: SFMC ignores letter case; keep one of them
            keys: { Id: $.a, ID: $.b }                  | 5:9 a key column is there twice: SFMC ignores letter case; keep one of them
            nulls: drop                                 | 5:10 'drop' is not known here; write one of omit, clear, refuse
            match: exactly                              | 5:10 'exactly' is not known here; write one of names, columns
            colons: keep                                | 5:11 'keep' is not known here; write one of strip, replace, refuse
            onUnknown: maybe                            | 5:14 'maybe' is not known here; write one of refuse, repeat
            stale: maybe                                | 5:10 'maybe' is not known here; write one of skip, send
            afterWait: 0s                               | 5:14 a duration belongs here; write a number above 0 with ms, s, m, h or d, such as 30s or 1h
            after: [ nobody ]                           | 5:12 there is no mapping 'nobody' to wait for; write one of good
            after: good                                 | 5:10 'good' and 'good' would wait for each other; remove one 'after'
            events: { A: { dataExtension: a } }         | 4:39 'to' has a dataExtension, and so has each line of 'events'; leave it out of 'to'
            """)
    void every_mistake_has_a_place_and_a_remedy(String line, String mistake) {
        assertThat(mistakes(GOOD + "  " + line + "\n"))
                .containsExactly("routes/a.mapping.yaml:" + mistake.replaceFirst(" ", ": "));
    }

    @Test
    void a_target_has_one_name() {
        assertThat(mistakes(GOOD.replace("dataExtension: good", "dataExtension: good, dataExtensionId: 7")))
                .containsExactly("routes/a.mapping.yaml:4:62: the target is there twice in 'to' of sfmcUpsertRows,"
                        + " by dataExtension and by dataExtensionId; keep one of them");
        assertThat(mistakes(GOOD.replace("dataExtension: good", "dataExtensionId: seven")))
                .containsExactly(
                        "routes/a.mapping.yaml:4:41: 'seven' is not the dataExtensionId of anything; write a number");
        assertThat(mistakes(GOOD.replace(", dataExtension: good", "")
                        + "  events: { A: { dataExtensionId: 7 }, B: { dataExtension: b, dataExtensionId: 8 } }\n"))
                .containsExactly("routes/a.mapping.yaml:5:80: the target is there twice in the line of 'B',"
                        + " by dataExtension and by dataExtensionId; keep one of them");
    }

    @Test
    void columns_are_matched_only_where_they_can_be_looked_at() {
        assertThat(mistakes(GOOD.replace("sfmcUpsertRows", "sfmcCreateContact")
                        .replace(", dataExtension: good", "")
                        .concat("  match: columns\n")))
                .containsExactly(
                        "routes/a.mapping.yaml:5:10: sfmcCreateContact cannot look at the columns of its target;"
                                + " remove 'match'");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            { type: identfy }                         | 2:17 'identfy' is not known here; write one of identify, track, page, screen, group, alias, delete
            { typ: track }                            | 2:11 unknown key 'typ' in 'when'; write 'type'
            { plan: gold }                            | 2:11 unknown key 'plan' in 'when'; write type, event, all, any, not, or a path such as $.plan
            { $.traits.n: { gt: 5 } }                 | 2:25 unknown key 'gt' in the condition on $.traits.n; write one of =, !=, contains, starts, ends, matches, exists, <, <=, >, >=
            { $.traits.n: { '>': '5' } }              | 2:30 a number belongs here; write one without quotes, such as 100
            { $.traits.n: { exists: perhaps } }       | 2:33 'perhaps' is not known here; write one of true, false
            { $.traits.n: null }                      | 2:23 a text, a number or a boolean belongs here; write one, or { exists: false } for none
            { event: [] }                             | 2:18 an empty list is never equal to anything; write at least one value
            { any: [] }                               | 2:16 'any' has no condition in it; write one, or remove it
            identify                                  | 2:9 a map of 'key: value' belongs here; write for instance { type: track, $.properties.total: { '>': 100 } }
            """)
    void a_condition_is_checked_too(String when, String mistake) {
        assertThat(mistakes(GOOD.replace("{ type: identify }", when)))
                .containsExactly("routes/a.mapping.yaml:" + mistake.replaceFirst(" ", ": "));
    }

    @Test
    void only_what_overwrites_can_be_stale() {
        assertThat(mistakes("- name: a\n  when: {}\n  do: sfmcCreateContact\n  to: { account: main }\n  stale: skip\n"))
                .containsExactly("routes/a.mapping.yaml:5:10: sfmcCreateContact overwrites nothing; remove 'stale'");
    }

    @Test
    void what_is_missing_is_reported_at_the_mapping() {
        assertThat(mistakes("- name: a\n- do: sfmcCreateContact\n"))
                .containsExactly(
                        "routes/a.mapping.yaml:1:3: 'when' is missing in a mapping; write for instance when: { type: identify }",
                        "routes/a.mapping.yaml:1:3: 'do' is missing in a mapping;"
                                + " write one of salesforceUpsertRecords, sfmcCreateContact, sfmcDeleteContact, sfmcJourneyEvent, sfmcUpsertRows",
                        "routes/a.mapping.yaml:1:3: 'to' is missing in a mapping; write for instance to: { account: main }",
                        "routes/a.mapping.yaml:2:3: 'name' is missing in a mapping; write a name, unique over all files",
                        "routes/a.mapping.yaml:2:3: 'when' is missing in a mapping; write for instance when: { type: identify }",
                        "routes/a.mapping.yaml:2:3: 'to' is missing in a mapping; write for instance to: { account: main }");
    }

    @Test
    void a_misspelt_key_is_not_reported_as_missing_too() {
        assertThat(mistakes(GOOD.replace("name:", "nmae:").replace("dataExtension:", "dataExtention:")))
                .containsExactly(
                        "routes/a.mapping.yaml:1:3: unknown key 'nmae' in a mapping; write 'name'",
                        "routes/a.mapping.yaml:4:24: unknown key 'dataExtention' in 'to' of sfmcUpsertRows;"
                                + " write 'dataExtension'");
    }

    @Test
    void fields_are_refused_where_the_action_takes_none() {
        assertThat(mistakes("""
                        - name: contact
                          when: { type: identify }
                          do: sfmcCreateContact
                          to: { account: main }
                          fields: { X: 1 }
                        """))
                .containsExactly("routes/a.mapping.yaml:5:11: sfmcCreateContact takes no fields; remove 'fields'");
    }

    @Test
    void files_are_checked_against_each_other() {
        assertThat(mistakes(GOOD, GOOD.replace("good }", "GOOD }")))
                .containsExactly(
                        "routes/b.mapping.yaml:1:9: the name 'good' is taken at routes/a.mapping.yaml:1:9;"
                                + " give it another name",
                        "routes/b.mapping.yaml:4:39: main/dataExtension/GOOD belongs to the flow 'a' already,"
                                + " with its mapping 'good'; move this mapping to that flow's file");
        assertThat(mistakes(GOOD + GOOD.replace("good", "other").replace("main", "emea")))
                .containsExactly("routes/a.mapping.yaml:8:18: this file writes to sfmc account 'main' too, at"
                        + " routes/a.mapping.yaml:4:18; move the mappings of one of them to a file of their own");
        var waiting = GOOD.replace("good", "other").replace("main", "emea") + "  after: [ good ]\n";
        assertThat(mistakes(GOOD, waiting))
                .containsExactly("routes/b.mapping.yaml:5:12: the mapping 'good' writes to another account;"
                        + " wait for one of sfmc account 'emea'");
        assertThat(mistakes(GOOD + "  after: other\n" + GOOD.replace("good", "other") + "  after: good\n"))
                .hasSize(2)
                .allMatch(line -> line.contains("would wait for each other"));
    }

    @Test
    void a_key_in_another_case_than_its_field_is_told_the_name() {
        assertThat(mistakes(GOOD + "  keys: [ order_id ]\n  fields: { $all: { titleCase: $.properties } }\n"))
                .containsExactly("routes/a.mapping.yaml:5:11: no field can have the name 'order_id',"
                        + " so the key would have no value; write 'Order Id'");
    }

    @Test
    void what_is_not_yaml_has_its_place() {
        assertThat(mistakes(GOOD + "\tnulls: omit\n"))
                .singleElement()
                .asString()
                .startsWith("routes/a.mapping.yaml:5:1: this is not YAML: found character '\\t(TAB)'")
                .endsWith("; indent with blanks");
        assertThat(mistakes("- name: [ a\n  when: b\n"))
                .singleElement()
                .asString()
                .startsWith("routes/a.mapping.yaml:2:7: this is not YAML: ");
        assertThat(mistakes("# nothing\n", "name: x\n", "- plain\n"))
                .containsExactly(
                        "routes/a.mapping.yaml:1:1: the file has no mapping; write '- name: …', or remove the file",
                        "routes/b.mapping.yaml:1:1: the file is not a list of mappings; begin each mapping with '- name: …'",
                        "routes/c.mapping.yaml:1:3: a map of 'key: value' belongs here;"
                                + " write 'name: …', 'when: …', 'do: …', 'to: …'");
    }

    @Test
    void anchors_are_refused_before_they_can_grow() {
        var bomb = new StringBuilder("- &a0 [ x, x ]\n");
        for (int level = 1; level < 60; level++) {
            bomb.append("- &a")
                    .append(level)
                    .append(" [ *a")
                    .append(level - 1)
                    .append(", *a")
                    .append(level - 1)
                    .append(" ]\n");
        }
        assertThat(mistakes(bomb.toString())).hasSize(60).allMatch(line -> line.endsWith("write it out in each place"));
    }
}
