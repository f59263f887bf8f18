package io.polyroute.cases

import java.io.File
import kotlin.test.Test
import kotlin.test.assertEquals

class GeneratedTest {
    @Test
    fun `the sources that UniFFI writes are those of this library`() {
        val native = File(System.getProperty("polyroute.native")).canonicalFile
        val script = File(System.getProperty("polyroute.root"), "scripts/uniffi.py").path
        val check = ProcessBuilder("python3", script, "check", native.parent).redirectErrorStream(true).start()
        val said = check.inputStream.readBytes().decodeToString()
        assertEquals(0, check.waitFor(), said)
    }
}
