package org.headroom.cli.rig;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.headroom.model.money.Usdc;

/** What a withdrawal would take and cost, and what it took, as lines for a person. */
final class QuoteText {
    private QuoteText() {}

    static List<String> lines(JsonNode quote, ZoneId zone) {
        List<String> lines = new ArrayList<>();
        String least = quote.path("grows").asBoolean() ? "at least " : "";
        lines.add("Withdrawal on " + quote.path("chain").asText() + ", from account "
                + quote.path("account").asText());
        lines.add("  Due              " + Amounts.withUnit(quote.path("due"))
                + (quote.path("dueAsOf").isTextual()
                        ? ", as of " + StatusTable.time(quote.path("dueAsOf"), zone) + ", the last block that was read"
                        : ""));
        lines.add("  To you           " + least + Amounts.withUnit(quote.path("amount")));
        lines.add("  Payout address   " + quote.path("to").asText());
        int streams = quote.path("streams").size();
        lines.add("  1 transaction    from " + streams + (streams == 1 ? " payment stream" : " payment streams"));
        for (JsonNode s : quote.path("streams")) lines.add(stream(s));
        if (!Amounts.isZero(quote.path("returned")))
            lines.add("  Back to renters  " + (quote.path("ending").asInt() > 0 ? "at least " : "")
                    + Amounts.withUnit(quote.path("returned")) + ": streamed beyond the receipts");
        if (quote.path("ending").asInt() > 0)
            lines.add("  Streams ended    " + quote.path("ending").asText() + ", whose leases are over");
        String coin = " " + quote.path("coin").asText();
        lines.add("  Fee, at the most " + Amounts.paid(quote.path("feeWei")) + coin + " (network "
                + Amounts.paid(quote.path("networkFeeWei")) + ", up to "
                + quote.path("gas").asText() + " gas; contract "
                + Amounts.paid(quote.path("protocolFeeWei")) + ")");
        lines.add("  Wallet holds     " + Amounts.held(quote.path("walletWei")) + coin);
        if (quote.path("stays").isEmpty()) lines.add("  Not in it        nothing that is due");
        for (JsonNode s : quote.path("stays"))
            lines.add("  Not in it        " + Amounts.withUnit(s.path("due")) + " of "
                    + s.path("lease").asText() + ": " + s.path("why").asText());
        lines.add("You sign: " + least + Amounts.withUnit(quote.path("amount")) + " to you"
                + (Amounts.isZero(quote.path("returned"))
                        ? ""
                        : ", " + Amounts.withUnit(quote.path("returned")) + " to renters")
                + ", fee at most " + Amounts.paid(quote.path("feeWei")) + coin
                + ". Nothing is signed until you confirm,"
                + " and then only this.");
        return lines;
    }

    private static String stream(JsonNode s) {
        return "    " + s.path("lease").asText("stream") + " #"
                + s.path("stream").asText() + "  "
                + Amounts.withUnit(s.path("amount")) + (s.path("grows").asBoolean() ? " so far" : "")
                + (Amounts.isZero(s.path("returned"))
                        ? ""
                        : ", " + Amounts.withUnit(s.path("returned")) + " back to the renter");
    }

    static String tooLittle(JsonNode quote) {
        String coin = " " + quote.path("coin").asText();
        return "Nothing was signed: the wallet holds " + Amounts.held(quote.path("walletWei")) + coin
                + ", less than the fee. Send " + quote.path("account").asText() + " at least "
                + Amounts.paid(quote.path("feeWei")) + coin + " and try again.";
    }

    static List<String> result(JsonNode result) {
        Usdc own = Usdc.ZERO;
        Usdc returned = Usdc.ZERO;
        Map<String, String> transactions = new LinkedHashMap<>();
        for (JsonNode w : result.path("withdrawals")) {
            own = own.plusCapped(units(w.path("amount")));
            returned = returned.plusCapped(units(w.path("returned")));
            transactions.put(w.path("transaction").asText(), w.path("block").asText());
        }
        List<String> lines = new ArrayList<>();
        lines.add("Withdrawn: " + own.format(Usdc.DECIMALS) + " USDC to "
                + result.path("to").asText()
                + (returned.equals(Usdc.ZERO) ? "" : ", " + returned.format(Usdc.DECIMALS) + " USDC to renters")
                + ", fee " + Amounts.paid(result.path("feeWei")) + " "
                + result.path("coin").asText() + ".");
        transactions.forEach((hash, block) -> lines.add("Transaction " + hash + " in block " + block
                + ". It is final when the chain has finalised the block."));
        return lines;
    }

    private static Usdc units(JsonNode amount) {
        return Usdc.capped(new BigInteger(amount.asText("0")));
    }
}
