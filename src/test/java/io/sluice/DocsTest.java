package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages name only what is there. */
class DocsTest {
    private static final Pattern BLOCK = Pattern.compile("^ *```.*?^ *```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern FILE = Pattern.compile("(?<![\\w./<-])(?:routes|src|docs|k8s)/[\\w./-]+\\.\\w+");
    private static final Pattern KEY = Pattern.compile("(?<![\\w./:-])sluice(?:\\.(?:[a-z-]+|<\\w+>))+");
    private static final Pattern METRIC = Pattern.compile("(?<!\\w)sluice(?:_[a-z]+)+");
    private static final Pattern METER = Pattern.compile("\"(sluice(?:\\.[a-z]+)+)\"");

    private static final Pattern SHELL = Pattern.compile("^ *```sh\n(.*?)^ *```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern YAML = Pattern.compile("^```yaml\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern PROFILE = Pattern.compile("./mvnw .*-P([a-z-]+)");

    /** Blocks that are not run begin their lines so: they need a cluster, a registry, a proxy, or do not end. */
    private static final List<String> NOT_RUN = List.of(
            "./mvnw ",
            "docker ",
            "kubectl ",
            "java -jar target/sandbox/sluice-sandbox.jar",
            "export SLUICE_",
            "SLUICE_STORE_URL=jdbc:sqlite:copy.db ",
            "sqlite3 ",
            "java -Dhttps.proxyHost=",
            "java -Djavax.net.ssl.trustStore=",
            "keytool ",
            "cp \"$JAVA_HOME/");

    private static final Path MAIN = Path.of("src/main/java");

    @Test
    void every_relative_link_leads_to_a_file_and_to_a_heading_of_it() throws IOException {
        for (var page : pages().entrySet()) {
            var prose = BLOCK.matcher(page.getValue()).replaceAll("");
            for (var link : found(LINK, 1, prose)) {
                if (!link.contains("://")) {
                    var parts = link.split("#", 2);
                    var file =
                            parts[0].isEmpty() ? page.getKey() : page.getKey().resolveSibling(parts[0]);
                    assertThat(file).as("%s in %s", link, page.getKey()).exists();
                    if (parts.length == 2) {
                        assertThat(anchors(Files.readString(file)))
                                .as("%s in %s", link, page.getKey())
                                .contains(parts[1]);
                    }
                }
            }
        }
    }

    /** What GitHub makes of the headings of a page. */
    private static Set<String> anchors(String page) {
        var anchors = new TreeSet<String>();
        for (var heading :
                HEADING.matcher(BLOCK.matcher(page).replaceAll("")).results().toList()) {
            var anchor = heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            var again = 0;
            while (!anchors.add(again == 0 ? anchor : anchor + "-" + again)) {
                again++;
            }
        }
        return anchors;
    }

    /** Examples apart, which may make files. */
    @Test
    void every_file_that_a_page_names_is_there() throws IOException {
        for (var page : pages().entrySet()) {
            var prose = BLOCK.matcher(page.getValue()).replaceAll("");
            assertThat(found(FILE, 0, prose))
                    .as("files in %s", page.getKey())
                    .allMatch(file -> Files.exists(Path.of(file)));
        }
    }

    @Test
    void every_setting_that_a_page_names_is_one() throws IOException {
        var keys = keys();
        for (var page : pages().entrySet()) {
            assertThat(found(KEY, 0, page.getValue()).stream().map(DocsTest::anyName))
                    .as("settings in %s", page.getKey())
                    .allMatch(key -> keys.contains(key) || keys.stream().anyMatch(one -> one.startsWith(key + ".")));
        }
    }

    @Test
    void every_metric_that_a_page_names_is_one() throws IOException {
        var meters = new TreeSet<String>();
        for (var source : files(MAIN, ".java")) {
            found(METER, 1, Files.readString(source)).forEach(name -> meters.add(name.replace('.', '_')));
        }
        for (var page : pages().entrySet()) {
            // Prometheus' names of counters end in _total.
            assertThat(found(METRIC, 0, page.getValue()).stream().map(name -> name.replaceFirst("_total$", "")))
                    .as("metrics in %s", page.getKey())
                    .allMatch(meters::contains);
        }
        assertThat(found(METRIC, 0, readme())).isNotEmpty();
    }

    /** All others are blocks of {@code console}, which {@link DocCommands} runs. */
    @Test
    void commands_that_no_test_runs_are_those_that_need_what_tests_have_not() throws IOException {
        for (var page : pages().entrySet()) {
            for (var block : found(SHELL, 1, page.getValue())) {
                assertThat(block.replaceAll("\\\\\n\\s*", "").lines().map(String::strip))
                        .as("commands in %s", page.getKey())
                        .allMatch(command -> NOT_RUN.stream().anyMatch(command::startsWith));
            }
        }
    }

    @Test
    void the_flow_of_the_readme_is_that_of_the_walk_which_is_run() throws IOException {
        var walk = Files.readString(Path.of("docs/walk-add-a-flow.md"));
        assertThat(found(YAML, 1, readme())).hasSize(2).allMatch(file -> walk.contains("<<'EOF'\n" + file + "EOF\n"));
    }

    @Test
    void every_profile_that_a_page_names_is_one() throws IOException {
        var project = Files.readString(Path.of("pom.xml"));
        for (var page : pages().entrySet()) {
            assertThat(found(PROFILE, 1, page.getValue()))
                    .as("profiles in %s", page.getKey())
                    .allMatch(profile -> project.contains("<id>" + profile + "</id>"));
        }
    }

    private static Map<Path, String> pages() throws IOException {
        var pages = new TreeMap<Path, String>();
        for (var file : List.of("README.md", "CHANGELOG.md")) {
            pages.put(Path.of(file), Files.readString(Path.of(file)));
        }
        for (var file : files(Path.of("docs"), ".md")) {
            pages.put(file, Files.readString(file));
        }
        return pages;
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    private static List<Path> files(Path directory, String ending) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static Set<String> found(Pattern pattern, int group, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The keys of all configuration classes, with * for a name. */
    private static Set<String> keys() throws IOException {
        var keys = new TreeSet<String>();
        Setting.all().forEach(setting -> keys.add(anyName(setting.key())));
        assertThat(keys).contains("sluice.routes", "sluice.sources.*.write-key", "sluice.retry.for");
        return keys;
    }

    private static String anyName(String key) {
        return key.replaceAll("<\\w+>", "*").replaceFirst("^(sluice\\.(?:sfmc|salesforce|sync)\\.)emea\\.", "$1");
    }
}
