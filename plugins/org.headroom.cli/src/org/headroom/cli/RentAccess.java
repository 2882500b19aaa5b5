package org.headroom.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.headroom.model.money.EthAddress;
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
}
