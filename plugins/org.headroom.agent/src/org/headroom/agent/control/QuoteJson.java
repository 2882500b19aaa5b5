package org.headroom.agent.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.StreamClaim;
import org.headroom.model.payment.StreamPayout;
import org.headroom.model.payment.StreamRef;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.ReadingTimes;
import org.headroom.model.rig.RigMoney;
import org.headroom.model.rig.RigView;

/** What a withdrawal would take, from where, to where and for how much, as it is shown before it is confirmed. */
final class QuoteJson {
    private static final int DIGITS = 32;

    private QuoteJson() {}

    /** With an {@code id} that is a digest of all the rest. */
    static ObjectNode of(WithdrawQuote quote, RigView view) {
        Instant now = view.at();
        boolean silent = LeaseMoney.silent(view.chain(), now);
        Map<StreamRef, LeaseView> leases = new HashMap<>();
        for (LeaseView lease : view.leases())
            lease.state().paidBy().ifPresent(f -> leases.put(f.stream().ref(), lease));
        ObjectNode out = Json.MAPPER.createObjectNode();
        out.put("at", quote.at().toString())
                .put("account", view.account().hex())
                .put("to", quote.to().hex())
                .put("chain", view.chain().name())
                .put("chainId", view.chain().chainId())
                .put("coin", StatusJson.coin(view.chain().chainId()))
                .put("amount", Json.units(quote.amount()))
                .put("returned", Json.units(quote.returned()))
                .put("ending", quote.ending());
        ArrayNode streams = out.putArray("streams");
        boolean grows = false;
        for (StreamPayout p : quote.payouts()) {
            Optional<LeaseView> lease = Optional.ofNullable(leases.get(p.stream()));
            boolean more = !p.exact()
                    && lease.flatMap(LeaseView::stream)
                            .filter(s -> s.flows(now))
                            .isPresent();
            grows |= more;
            stream(streams.addObject(), p, lease, more);
        }
        out.put("grows", grows)
                .put("gas", quote.gas())
                .put("networkFeeWei", quote.networkFee().amount().toString())
                .put("protocolFeeWei", quote.protocolFee().amount().toString())
                .put("feeWei", quote.fee().amount().toString())
                .put("walletWei", quote.walletBalance().amount().toString())
                .put("affordable", quote.affordable());
        RigMoney money = RigMoney.of(view, now);
        out.put("due", Json.units(money.due()));
        Json.at(out, "dueAsOf", money.asOf().map(ReadingTimes::oldest));
        stays(out.putArray("stays"), quote, view, silent);
        return out.put("id", digest(out));
    }

    private static void stream(ObjectNode out, StreamPayout p, Optional<LeaseView> lease, boolean grows) {
        out.put("stream", p.stream().id().toString());
        Json.text(out, "lease", lease.map(LeaseView::label));
        out.put("amount", Json.units(p.amount()))
                .put("returned", Json.units(p.returned()))
                .put("ends", p.ends())
                .put("grows", grows);
        Json.put(out, "receiptAsks", p.claim().limit().map(StreamClaim.Limit::most));
    }

    /** What is due and no part of the quote. */
    private static void stays(ArrayNode out, WithdrawQuote quote, RigView view, boolean silent) {
        Set<StreamRef> inside = Set.copyOf(quote.streams());
        for (LeaseView lease : view.leases()) {
            Optional<StreamRef> stream =
                    lease.state().paidBy().map(f -> f.stream().ref());
            if (lease.closed() || stream.isEmpty() || inside.contains(stream.get())) continue;
            Usdc due =
                    LeaseMoney.of(lease, silent, view.at()).map(LeaseMoney::due).orElse(Usdc.ZERO);
            if (due.baseUnits() <= 0) continue;
            String why = lease.unreadable().isPresent()
                    ? "its stream cannot be read; it stays due"
                    : quote.isFull()
                            ? "one withdrawal takes the " + WithdrawQuote.MOST_STREAMS
                                    + " streams with most money; it comes with the next one"
                            : "its stream is newer than this quote";
            out.addObject()
                    .put("lease", lease.label())
                    .put("due", Json.units(due))
                    .put("why", why);
        }
    }

    private static String digest(ObjectNode shown) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Json.MAPPER.writeValueAsBytes(shown));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException("a quote can be written, and every Java has SHA-256", e);
        }
    }
}
