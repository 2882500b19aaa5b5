package org.headroom.localchain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.headroom.model.files.PrivateFiles;

/**
 * What a restart must know of the local chain, in {@code chain.json}.
 *
 * @param accounts who was funded, and what they were meant to have at least: USDC base units, wei
 */
record ChainRecord(
        long chainId,
        String rpc,
        long anvilPid,
        String token,
        String comptroller,
        String flow,
        Map<String, Funds> accounts) {
    record Funds(String usdc, String wei) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    static Optional<ChainRecord> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) return Optional.empty();
        try {
            ChainRecord r = JSON.readValue(Files.readAllBytes(file), ChainRecord.class);
            return r.token == null || r.flow == null || r.comptroller == null || r.rpc == null
                    ? Optional.empty()
                    : Optional.of(r);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        PrivateFiles.replace(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    }

    ChainRecord with(String account, Funds funds) {
        Map<String, Funds> more = new TreeMap<>(accounts);
        more.put(account, funds);
        return new ChainRecord(chainId, rpc, anvilPid, token, comptroller, flow, more);
    }

    int port() {
        return URI.create(rpc).getPort();
    }
}
