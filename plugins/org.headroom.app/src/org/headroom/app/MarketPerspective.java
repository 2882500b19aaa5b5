package org.headroom.app;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** The market and what was answered to it on the left, what this rig offers on the right. */
public final class MarketPerspective implements IPerspectiveFactory {
    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        IFolderLayout market =
                layout.createFolder("org.headroom.app.book", IPageLayout.LEFT, 0.515f, layout.getEditorArea());
        market.addView("org.headroom.console.market");
        IFolderLayout offers =
                layout.createFolder("org.headroom.app.offers", IPageLayout.RIGHT, 0.515f, "org.headroom.app.book");
        offers.addView("org.headroom.console.offers");
        offers.addView("org.headroom.console.availability");
        IFolderLayout answers =
                layout.createFolder("org.headroom.app.answers", IPageLayout.BOTTOM, 0.46f, "org.headroom.app.book");
        answers.addView("org.headroom.console.decisions");
        answers.addView("org.headroom.console.leases");
    }
}
