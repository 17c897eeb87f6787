package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SoqlTest {
    @Test
    void a_text_stands_between_quotes() {
        assertThat(Soql.text("ann@example.com")).isEqualTo("'ann@example.com'");
        assertThat(Soql.text("Zoë 東京 😀 %_\"")).isEqualTo("'Zoë 東京 😀 %_\"'");
    }

    @Test
    void a_value_cannot_end_its_own_literal() {
        assertThat(Soql.text("O'Hara")).isEqualTo("'O\\'Hara'");
        assertThat(Soql.text("ann\\")).isEqualTo("'ann\\\\'");
        assertThat(Soql.text("\\' OR Name != '")).isEqualTo("'\\\\\\' OR Name != \\''");
    }

    @Test
    void control_characters_are_written_as_soql_knows_them() {
        assertThat(Soql.text("a\nb\rc\td\be\ff")).isEqualTo("'a\\nb\\rc\\td\\be\\ff'");
        assertThat(Soql.text("a\u0000b\u001Bc\u007Fd")).isEqualTo("'a\\u0000b\\u001Bc\\u007Fd'");
    }

    @Test
    void what_is_read_back_from_a_literal_is_the_value_whatever_it_was() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var alphabet = "a'\\\n\t\"u0041%_ é";
        for (var n = 0; n < 2_000; n++) {
            var value = new StringBuilder();
            for (var i = random.nextInt(12); i > 0; i--) {
                value.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(read(Soql.text(value.toString()))).as("seed " + seed).isEqualTo(value.toString());
        }
    }

    /** As a parser of SOQL reads it: the first quote that is not escaped ends the literal. */
    private static String read(String literal) {
        assertThat(literal).startsWith("'");
        var value = new StringBuilder();
        var at = 1;
        while (literal.charAt(at) != '\'') {
            var c = literal.charAt(at++);
            if (c == '\\') {
                var escaped = literal.charAt(at++);
                switch (escaped) {
                    case 'n' -> value.append('\n');
                    case 't' -> value.append('\t');
                    case '\'', '\\' -> value.append(escaped);
                    default -> throw new AssertionError("no such escape: " + escaped + " in " + literal);
                }
            } else {
                value.append(c);
            }
        }
        assertThat(at).as(literal).isEqualTo(literal.length() - 1);
        return value.toString();
    }

    @Test
    void a_question_names_its_fields_its_object_and_its_values() {
        assertThat(Soql.select(List.of("Id", "Email"), "Lead", Soql.in("Email", List.of("'a'", "'b'"))))
                .isEqualTo("SELECT Id,Email FROM Lead WHERE Email IN ('a','b')");
    }
}
