package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/from-segment.md has a row for each setting of Segment's, and what it shows stands in the file that it names. */
class FromSegmentDocTest {
    private static final Path PAGE = Path.of("docs/from-segment.md");

    /** Setting, what is here, file. */
    private static final Pattern ROW =
            Pattern.compile("^\\| (.+?) \\| (.+) \\| \\[[^]]+]\\(([^)#]+)\\) \\|$", Pattern.MULTILINE);

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** As the pages of Segment's destinations and source call them. */
    private static final List<String> SETTINGS = List.of(
            "API Events",
            "Client ID",
            "Client Secret",
            "Subdomain",
            "Account ID",
            "Conversion events",
            "UUID Primary Key",
            "Do Not Create or Update Contacts",
            "Identify Data Extension External Key",
            "Batch data to SFMC",
            "Create Contact",
            "Send Contact to Data Extension",
            "Send Event to Data Extension",
            "Send API Event",
            "Account Email",
            "Account Password",
            "Security Token",
            "Sandbox",
            "Version",
            "Custom Lead Lookup Fields",
            "Send Address as Billing Address",
            "Send Address as Shipping Address",
            "schema name");

    @Test
    void what_a_row_shows_stands_in_its_file() throws IOException {
        var rows = rows();
        assertThat(rows).hasSizeGreaterThan(45);
        for (var row : rows) {
            var codes = CODE.matcher(row.group(2)).results().map(code -> code.group(1));
            assertThat(Files.readString(PAGE.resolveSibling(row.group(3))))
                    .as("%s, in %s", row.group(1), row.group(3))
                    .contains(codes.toList());
        }
    }

    @Test
    void every_setting_has_a_row() throws IOException {
        var page = Files.readString(PAGE);
        assertThat(SETTINGS).allMatch(setting -> Pattern.compile("^\\| [^|]*\\b" + setting + "\\b", Pattern.MULTILINE)
                .matcher(page)
                .find());
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(PAGE)).results().toList();
    }
}
