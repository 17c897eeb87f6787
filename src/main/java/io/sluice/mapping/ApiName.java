package io.sluice.mapping;

import java.util.regex.Pattern;

/** The names that Salesforce has for objects and fields. */
final class ApiName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w{0,79}");

    private ApiName() {}

    static boolean is(String name) {
        return NAME.matcher(name).matches();
    }
}
