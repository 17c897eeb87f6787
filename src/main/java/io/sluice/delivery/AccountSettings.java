package io.sluice.delivery;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks at the settings of one account, and collects what is wrong with them, each as one sentence that begins with its key. */
public final class AccountSettings {
    /** The account whose settings have no name before them. */
    public static final String MAIN = "main";

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

    private final String destination;
    private final String account;
    private final List<String> problems = new ArrayList<>();

    /** @param destination as in {@code sluice.<destination>.…} */
    public AccountSettings(String destination, String account) {
        this.destination = destination;
        this.account = account;
        if (!NAME.matcher(account).matches()) {
            problems.add("sluice." + destination + "." + account
                    + ": the name of an account may have small letters, digits and '-' only.");
        }
    }

    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** What is set, without blanks around it; empty text counts as not set. */
    public static Optional<String> given(Optional<String> value) {
        return value.map(String::strip).filter(text -> !text.isEmpty());
    }

    /** For a summary that shows no secret. */
    public static String setOrMissing(Optional<String> value) {
        return given(value).isPresent() ? "set" : "missing";
    }

    /** @param hint what else can be done about it, with a semicolon before it; or empty */
    public String required(String setting, Optional<String> value, String hint) {
        var text = given(value).orElse("");
        if (text.isEmpty()) {
            problem(
                    setting,
                    "is missing, while other settings of the account are there; set it, or remove the others to"
                            + " switch the account off" + hint);
        }
        return text;
    }

    public void range(String setting, int value, int least, int most) {
        if (value < least || value > most) {
            problem(setting, "is " + value + "; it must be " + least + " to " + most);
        }
    }

    public void range(String setting, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problem(setting, "is " + text(value) + "; it must be " + text(least) + " to " + text(most));
        }
    }

    private static String text(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /** Without a slash at the end. @return empty when it is not set, no URL, or of a host that may see no credential */
    public Optional<URI> url(String setting, Optional<String> value, AllowedHosts hosts) {
        if (given(value).isEmpty()) {
            return Optional.empty();
        }
        try {
            var uri = new URI(given(value).get().replaceAll("/+$", ""));
            if (hosts.allow(uri)) {
                return Optional.of(uri);
            }
            problem(
                    setting,
                    "points to a host that is not Salesforce's; for a stand-in, add its host to sluice.allowed-hosts");
        } catch (URISyntaxException e) {
            problem(setting, "is not a URL; write it like http://localhost:8090");
        }
        return Optional.empty();
    }

    /** @param sentence without the key before it and the full stop after it */
    public void problem(String setting, String sentence) {
        var key = account.equals(MAIN) ? setting : account + "." + setting;
        problems.add("sluice." + destination + "." + key + ": " + sentence + ".");
    }
}
