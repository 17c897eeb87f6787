package io.sluice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A test as pages name it: a class, or a class and its method. */
record NamedTest(String name) {
    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** Those that a cell of a table names. */
    static List<NamedTest> in(String cell) {
        return CODE.matcher(cell)
                .results()
                .map((MatchResult code) -> new NamedTest(code.group(1)))
                .toList();
    }

    boolean exists() throws IOException {
        var parts = name.split("\\.");
        try (var files = Files.walk(TESTS)) {
            for (var file :
                    files.filter(path -> path.endsWith(parts[0] + ".java")).toList()) {
                if (parts.length == 1 || Files.readString(file).contains("void " + parts[1] + "(")) {
                    return true;
                }
            }
            return false;
        }
    }
}
