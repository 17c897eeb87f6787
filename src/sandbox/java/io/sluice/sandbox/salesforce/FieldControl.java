package io.sluice.sandbox.salesforce;

import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;

/** Adds, changes and removes fields of an org's objects, and hides them, and whole objects, from the API's user. */
final class FieldControl {
    void register(OrgControl control, Router router) {
        control.on(router, "POST", "objects/{object}/fields", FieldControl::put);
        control.on(router, "DELETE", "objects/{object}/fields/{field}", FieldControl::remove);
        control.on(router, "POST", "objects/{object}/fields/{field}/hide", (org, call) -> hide(org, call, true));
        control.on(router, "POST", "objects/{object}/fields/{field}/show", (org, call) -> hide(org, call, false));
        control.on(router, "POST", "objects/{object}/hide", (org, call) -> access(org, call, false));
        control.on(router, "POST", "objects/{object}/show", (org, call) -> access(org, call, true));
    }

    /** A field as a data file declares it; one of that name is replaced. */
    private static Reply.Answer put(Org org, Call call) {
        var table = RecordControl.table(org, call);
        var field = Json.MAPPER.convertValue(call.json(), Field.class);
        table.forgetIndex(field);
        table.type().put(field);
        return OrgControl.done();
    }

    private static Reply.Answer remove(Org org, Call call) {
        RecordControl.table(org, call).type().remove(field(org, call));
        return OrgControl.done();
    }

    private static Reply.Answer hide(Org org, Call call, boolean hide) {
        RecordControl.table(org, call).type().hide(field(org, call), hide);
        return OrgControl.done();
    }

    private static Reply.Answer access(Org org, Call call, boolean accessible) {
        RecordControl.table(org, call).type().accessible(accessible);
        return OrgControl.done();
    }

    private static Field field(Org org, Call call) {
        return RecordControl.table(org, call)
                .type()
                .anyField(call.captured("field"))
                .orElseThrow(() -> new IllegalArgumentException("There is no field " + call.captured("field")));
    }
}
