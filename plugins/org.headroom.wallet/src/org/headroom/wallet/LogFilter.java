package org.headroom.wallet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.headroom.model.money.EthAddress;
import org.headroom.model.payment.PaymentFailure;
import org.jspecify.annotations.Nullable;

/** Which logs are wanted. @param topics by position; null stands for any @param to the last block, included */
record LogFilter(EthAddress contract, List<@Nullable String> topics, long from, long to) {
    LogFilter {
        topics = Collections.unmodifiableList(new ArrayList<>(topics));
    }

    /** The same logs in other blocks. */
    LogFilter between(long first, long last) {
        return new LogFilter(contract, topics, first, last);
    }

    RpcRequest request() {
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("address", contract.hex());
        filter.put("topics", topics);
        filter.put("fromBlock", RpcRequest.quantity(from));
        filter.put("toBlock", RpcRequest.quantity(to));
        return new RpcRequest("eth_getLogs", List.of(filter));
    }

    /** The logs of an answer that this filter asked for, each once: a node that returns more is not believed. */
    List<Chain.Log> accepted(JsonNode answer) throws PaymentFailure {
        Set<Chain.Log> wanted = new LinkedHashSet<>();
        for (Chain.Log l : RpcValues.logs("eth_getLogs", answer)) if (matches(l)) wanted.add(l);
        return List.copyOf(wanted);
    }

    private boolean matches(Chain.Log l) {
        if (!l.contract().equals(contract) || l.block() < from || l.block() > to) return false;
        if (l.topics().size() < topics.size()) return false;
        for (int i = 0; i < topics.size(); i++) {
            String wanted = topics.get(i);
            if (wanted != null && !wanted.equalsIgnoreCase(l.topics().get(i))) return false;
        }
        return true;
    }
}
