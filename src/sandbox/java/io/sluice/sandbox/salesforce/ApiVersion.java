package io.sluice.sandbox.salesforce;

import io.sluice.sandbox.http.Call;
import java.util.regex.Pattern;

/** Versions of the API: 31 to 67. */
record ApiVersion(int major) {
    static final int OLDEST = 31;
    static final int NEWEST = 67;
    /** The last with a SOAP {@code login()}. */
    static final int LAST_LOGIN = 64;

    private static final int VERSION = 2;
    private static final Pattern FORM = Pattern.compile("v?(\\d{1,3})\\.0");

    /** The version in the path, {@code /services/data/{version}/…}. */
    static ApiVersion of(Call call) {
        var parts = call.segments();
        if (parts.size() <= VERSION) {
            throw SalesforceError.notFound();
        }
        return of(parts.get(VERSION));
    }

    static ApiVersion of(String text) {
        var form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(1)) > NEWEST) {
            throw SalesforceError.notFound();
        }
        var major = Integer.parseInt(form.group(1));
        if (major < OLDEST) {
            throw new SalesforceError(410, "GONE", "The requested resource is no longer available");
        }
        return new ApiVersion(major);
    }

    /** Below which everything of this version is. */
    String path() {
        return "/services/data/v" + major + ".0";
    }
}
