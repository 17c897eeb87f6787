package io.sluice.sandbox.control;

import io.sluice.sandbox.http.Call;
import io.sluice.sandbox.http.Json;
import io.sluice.sandbox.http.Reply;
import io.sluice.sandbox.http.Router;

/** {@code /sandbox/faults}: order, list and withdraw faults. */
final class FaultsApi {
    private final Faults faults;

    FaultsApi(Faults faults) {
        this.faults = faults;
    }

    void register(Router router) {
        router.on("POST", "/sandbox/faults", this::order);
        router.on("GET", "/sandbox/faults", call -> Reply.json(200, faults.all()));
        router.on("DELETE", "/sandbox/faults", this::clear);
        router.on("DELETE", "/sandbox/faults/{id}", this::withdraw);
    }

    private Reply order(Call call) {
        var fault = Json.MAPPER.convertValue(call.json(), Fault.class);
        return Reply.json(201, Json.object().put("id", faults.order(fault)));
    }

    private Reply clear(Call call) {
        faults.clear();
        return ControlReply.done();
    }

    private Reply withdraw(Call call) {
        return faults.withdraw(Integer.parseInt(call.captured("id")))
                ? ControlReply.done()
                : ControlReply.problem(404, "There is no such fault.");
    }
}
