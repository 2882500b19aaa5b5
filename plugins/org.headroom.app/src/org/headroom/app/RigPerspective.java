package org.headroom.app;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** GPUs and leases on the left, one GPU and the money on the right. */
public final class RigPerspective implements IPerspectiveFactory {
    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        String editor = layout.getEditorArea();
        IFolderLayout machine = layout.createFolder("org.headroom.app.gpus", IPageLayout.LEFT, 0.68f, editor);
        machine.addView("org.headroom.console.gpus");
        machine.addView("org.headroom.console.processes");
        machine.addView("org.headroom.console.host");
        machine.addView("org.headroom.console.alarms");
        machine.addView("org.headroom.console.availability");
        layout.createFolder("org.headroom.app.gpu", IPageLayout.RIGHT, 0.68f, "org.headroom.app.gpus")
                .addView("org.headroom.console.gpu");
        IFolderLayout work =
                layout.createFolder("org.headroom.app.work", IPageLayout.BOTTOM, 0.47f, "org.headroom.app.gpus");
        work.addView("org.headroom.console.leases");
        work.addView("org.headroom.console.market");
        work.addView("org.headroom.console.decisions");
        work.addView("org.headroom.console.offers");
        work.addView("org.headroom.console.job");
        IFolderLayout money =
                layout.createFolder("org.headroom.app.money", IPageLayout.BOTTOM, 0.5f, "org.headroom.app.gpu");
        money.addView("org.headroom.console.earnings");
        money.addView("org.headroom.console.wallet");
    }
}
