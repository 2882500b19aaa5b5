package org.headroom.cli.rig;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.headroom.agent.control.ControlClient;
import org.headroom.model.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Withdraws what is due: shows the quote, asks, and waits until the withdrawal is in the rig's ledger. */
@Command(
        name = "withdraw",
        description =
                "Withdraws what is due to the payout address: shows amount, streams and fee first, and asks. Waits"
                        + " until the withdrawal is in the ledger. Exit code 0 when it is, or when nothing is due; 1"
                        + " otherwise.")
public final class WithdrawCommand implements Callable<Integer> {
    @Mixin
    private RigOptions options = new RigOptions();

    @Option(names = "--yes", description = "Does not ask. Only what was shown is signed all the same.")
    private boolean yes;

    @Option(names = "--json", description = "Writes the result as JSON to standard output, and nothing else.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try {
            JsonNode answer = options.ask(ControlClient.request("quote"));
            if (answer.path("code").asText("").equals("nothing-due")) return nothing(answer);
            if (!answer.path("ok").asBoolean()) return RigOptions.refused(answer, json);
            JsonNode quote = answer.path("quote");
            PrintStream shown = json ? System.err : System.out;
            QuoteText.lines(quote, ZoneId.systemDefault()).forEach(l -> shown.println(VisibleText.line(l)));
            shown.flush();
            if (!quote.path("affordable").asBoolean()) return notDone("not-affordable", QuoteText.tooLittle(quote));
            if (!yes && !RigOptions.confirmed("Withdraw this?"))
                return notDone("declined", "Nothing was signed. The money stays in the streams and stays yours.");
            return withdraw(quote);
        } catch (IOException e) {
            return RigOptions.failed(e, json);
        }
    }

    private int nothing(JsonNode answer) {
        RigOptions.say(answer.path("message").asText());
        if (json) RigOptions.print(answer);
        return 0;
    }

    private int notDone(String code, String message) {
        return RigOptions.refused(
                RigOptions.object().put("ok", false).put("code", code).put("message", message), json);
    }

    private int withdraw(JsonNode quote) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Thread left = new Thread(() -> {
            if (!over.get())
                RigOptions.say("The withdrawal was confirmed: the rig goes on with it. './headroom status' shows how it"
                        + " stands; do not withdraw again while it waits.");
        });
        Runtime.getRuntime().addShutdownHook(left);
        try {
            JsonNode answer = options.ask(ControlClient.request("withdraw")
                    .put("quote", quote.path("id").asText()));
            over.set(true);
            if (!answer.path("ok").asBoolean()) return RigOptions.refused(answer, json);
            if (json) RigOptions.print(answer);
            else QuoteText.result(answer).forEach(l -> System.out.println(VisibleText.line(l)));
            return 0;
        } catch (IOException e) {
            over.set(true);
            RigOptions.say(
                    "Status unknown: the withdrawal was confirmed, and the rig's answer did not come. It takes effect"
                            + " once or not at all. Look at './headroom status' before you withdraw again.");
            return RigOptions.failed(e, json);
        }
    }
}
