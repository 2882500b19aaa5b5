package org.headroom.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
import org.headroom.wallet.ChainSettings;
import org.headroom.wallet.FinalityRule;
import picocli.CommandLine.Option;

/** The options of a command that opens the renter's key and may pay. */
final class RentAccess extends RentAccount {
    @Option(names = "--contract", paramLabel = "ADDRESS", description = "The Sablier Flow contract that is trusted.")
    Optional<String> contract = Optional.empty();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "Its passphrase, in a file that only you can read; asked for where absent.")
    Optional<Path> passphraseFile = Optional.empty();

    Optional<Path> passphraseFile() throws Trouble {
        return passphraseFile.isPresent()
                ? passphraseFile
                : setting("passphraseFile").map(directory()::resolve);
    }

    EthAddress contract() throws Trouble {
        return address("contract", contract).orElseThrow(() -> missing("contract"));
    }

    /** The chain as these settings have it, with the chain's standard where they are silent on finality. */
    ChainSettings chain(URI rpc, long id, long firstBlock) throws Trouble {
        ChainSettings chain = new ChainSettings(
                rpc,
                id,
                "chain " + id,
                contract(),
                token().orElseThrow(() -> missing("token")),
                firstBlock,
                ChainSettings.PUBLIC_NODE_SPAN);
        String finality = setting("finality").orElse(null);
        Optional<String> text = setting("finalityDepth");
        Integer depth = text.isPresent() ? wholeNumber("finalityDepth", text.get()) : null;
        Optional<String> problem = FinalityRule.problem("", finality, depth);
        if (problem.isPresent()) throw badSettings(problem.get());
        return chain.withFinality(chain.finality().with(finality, depth));
    }

    private Integer wholeNumber(String name, String text) throws Trouble {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw badSettings("\"" + name + "\" must be a whole number");
        }
    }

    private Trouble badSettings(String problem) {
        return new Trouble("The settings in " + directory().resolve("settings.json") + " cannot be used: " + problem
                + ". Correct them; nothing was done.");
    }
}
