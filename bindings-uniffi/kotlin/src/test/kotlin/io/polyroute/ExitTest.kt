package io.polyroute

import io.polyroute.cases.get
import io.polyroute.cases.json
import io.polyroute.cases.parse
import io.polyroute.cases.text
import java.io.File
import java.nio.file.Files
import kotlin.system.exitProcess
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlinx.coroutines.runBlocking

/** A program that calls and ends without closing its gateway. */
object Forgetful {
    @JvmStatic
    fun main(arguments: Array<String>) {
        val gateway = Gateway.fromYaml(arguments[0])
        println(runBlocking { gateway.chat(QUESTION).text })
        exitProcess(0)
    }
}

class ExitTest : Upstreamed() {
    @Test
    fun `what a gateway has not written yet is written at the end of the process`() {
        scripted.start(json("up" to json("dialect" to "openai_chat", "script" to listOf(HELLO))))
        val folder = Files.createTempDirectory("polyroute").toFile()
        val records = File(folder, "records.jsonl")
        val java = File(System.getProperty("java.home"), "bin/java").path
        val yaml = yaml(scripted.urls.getValue("up"), "trace: { file: \"$records\" }")
        val command =
            listOf(java, "-Djna.library.path=${System.getProperty("polyroute.native")}", "-cp", System.getProperty("java.class.path"), "io.polyroute.Forgetful", yaml)
        val process = ProcessBuilder(command).redirectErrorStream(true).start()
        val output = process.inputStream.readBytes().decodeToString()
        assertEquals(0 to "hello there\n", process.waitFor() to output)
        assertEquals("up/mini", parse(records.readLines().single())["target"].text)
        folder.deleteRecursively()
    }
}
